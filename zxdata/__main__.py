"""``python -m zxdata COMMAND``"""

import sys

from zxdata.cli import main

if __name__ == "__main__":
    sys.exit(main())
