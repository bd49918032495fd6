"""What was asked before is a measure too, and old flags learn their stage; it can run again.

Rows come after the tables of 0002: no index is built over rows that the same transaction wrote.
"""

from django.db import migrations

_COPY = """
insert into supervision_measure (case_id, kind, matter, asked_by_id, asked_post, asked_at, round,
                                 exceptional, reason, sealed_text, answered_by_id, answered_at)
select case_id, 'M2', matter, asked_by_id, '', asked_at, 0, false, '', sealed_text,
       answered_by_id, answered_at
  from supervision_progressreport r
 where not exists (select from supervision_measure m where m.case_id = r.case_id
                      and m.asked_at is not distinct from r.asked_at
                      and m.answered_at is not distinct from r.answered_at and m.kind = 'M2')
"""
_STAGES = """
update supervision_fourtypeflag f
   set stage = case
         when c.closed_on is not null
              and (f.raised_at at time zone 'Asia/Shanghai')::date > c.closed_on then 'after'
         when exists (select from cases_sitting s where s.case_id = c.id and s.seat = 'handling'
                         and s.since_at <= f.raised_at) then 'trial'
         else 'filing' end
  from cases_case c where c.id = f.case_id and f.stage = ''
"""


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_measures_and_alerts")]

    operations = [
        migrations.RunSQL(_COPY, migrations.RunSQL.noop),
        migrations.RunSQL(_STAGES, migrations.RunSQL.noop),
    ]
