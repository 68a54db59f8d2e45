"""The datasets of the shared database: one declaration for tables, templates, contracts and snapshot types.

A module a subject; their order here is the order of loading: what is referred to comes first.
"""

from zxdata.datasets.consultation import CONSULTATION
from zxdata.datasets.coverage import COVERAGE
from zxdata.datasets.duty import DUTY
from zxdata.datasets.foundation import FOUNDATION
from zxdata.datasets.model import Column, Dataset
from zxdata.datasets.outcomes import OUTCOMES
from zxdata.datasets.party import PARTY
from zxdata.datasets.programmes import PROGRAMMES
from zxdata.datasets.proposals import PROPOSAL_STAGES, PROPOSALS
from zxdata.datasets.supervision import SUPERVISION, SUPERVISION_STAGES
from zxdata.datasets.voices import VOICES

DATASETS: tuple[Dataset, ...] = (
    *FOUNDATION,
    *COVERAGE,
    *PROPOSALS,
    *SUPERVISION,
    *CONSULTATION,
    *OUTCOMES,
    *VOICES,
    *DUTY,
    *PARTY,
    *PROGRAMMES,
)
BY_NAME = {dataset.name: dataset for dataset in DATASETS}

__all__ = ["BY_NAME", "DATASETS", "PROPOSAL_STAGES", "SUPERVISION_STAGES", "Column", "Dataset"]
