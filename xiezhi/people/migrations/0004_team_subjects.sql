-- Teams become subjects: their numbers come from the sequence that all subjects share. The release
-- before this one reads teams and writes none once a court is installed.
set local lock_timeout = '5s';
create temporary table team_number on commit drop as
    select id as old, nextval('subject_id') as new from people_team;
set constraints all deferred;
update people_teammember m set team_id = n.new from team_number n where n.old = m.team_id;
update people_team t set id = n.new from team_number n where n.old = t.id;
set constraints all immediate;
