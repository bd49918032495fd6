-- R6.2: the shares of a person in teams come to no more than a full post on any day. The row of
-- the person is locked, so that two transactions cannot each add a part that fits alone.
update people_teammember set post = 'judge'
 where post in ('division_head', 'deputy_division_head', 'vice_president', 'president');
update people_teammember m set share = greatest(1, 100 / n.teams)
  from (select person_id, count(*) as teams from people_teammember where until is null
         group by person_id having count(*) > 1) n
 where n.person_id = m.person_id and m.until is null;
update people_team t set started_on = m.since, review_on = m.since + interval '24 months',
       leader_id = m.judge
  from (select team_id, min(since) as since,
               (array_agg(person_id order by id) filter (where post = 'judge'))[1] as judge
          from people_teammember group by team_id) m
 where m.team_id = t.id;
set constraints all immediate;
create function people_team_shares() returns trigger language plpgsql as $body$
declare
    most integer;
begin
    perform from people_person where id = new.person_id for no key update;
    select max((select sum(m.share) from people_teammember m
                 where m.person_id = new.person_id and m.since <= p.day
                   and (m.until is null or m.until > p.day)))
      into most
      from (select new.since as day
             union select m.since from people_teammember m
                    where m.person_id = new.person_id and m.since > new.since
                      and (new.until is null or m.since < new.until)) p;
    if most > 100 then
        raise exception 'the shares of person % come to % percent', new.person_id, most
            using errcode = 'check_violation', constraint = 'team_shares_within_whole';
    end if;
    return null;
end
$body$;
create trigger people_teammember_shares
    after insert or update of person_id, share, since, until on people_teammember
    for each row execute function people_team_shares();
