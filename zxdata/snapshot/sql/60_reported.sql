create table reported as
select region, body, indicator, value, unit, period, qualifier, cited_from, quote from l_reported_figures;
