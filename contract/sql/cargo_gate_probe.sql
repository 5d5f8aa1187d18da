-- Lets the identity gates see what your row level security sees.
--
-- Before you run it, write the organisations of your test people (test-users.yaml of your contract) into the list below:
-- at least two of them. Run it once, as the owner of your database, in the SQL editor of your backend; remove it with
-- cargo_gate_probe.drop.sql. It reads nothing of yours and writes nothing. It adds, and stops if a name is taken:
--   public.cargo_gate_organisations()   the list
--   public.cargo_gate_probe()           tells a signed-in caller their own claims, user id and role, as a policy sees them
--   public.org_documents                two invented rows of each organisation, shown by the claim active_org
-- Nobody may change these rows through the API, and a caller who is not signed in may neither read nor call.
-- The gates call it through your data API, as a signed-in test person: POST /rest/v1/rpc/cargo_gate_probe.
begin;

create function public.cargo_gate_organisations() returns text[]
  language sql immutable set search_path = ''
  as $$ select array['acme', 'globex'] $$;
comment on function public.cargo_gate_organisations() is 'cargo identity gates: probe';
revoke all on function public.cargo_gate_organisations() from public, anon, authenticated, service_role;
grant execute on function public.cargo_gate_organisations() to authenticated;

create function public.cargo_gate_probe() returns jsonb
  language sql stable security invoker set search_path = ''
  as $$
    select jsonb_build_object(
      'claims', coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb,
      'uid', auth.uid(),
      'role', current_user,
      'organisations', public.cargo_gate_organisations()
    )
  $$;
comment on function public.cargo_gate_probe() is 'cargo identity gates: probe';
revoke all on function public.cargo_gate_probe() from public, anon, authenticated, service_role;
grant execute on function public.cargo_gate_probe() to authenticated;

create table public.org_documents (
  id int primary key,
  org text not null,
  title text not null
);
comment on table public.org_documents is 'cargo identity gates: probe';
insert into public.org_documents (id, org, title)
select row_number() over (), org, 'Gate check of ' || org || ': ' || kind
from unnest(public.cargo_gate_organisations()) as org, unnest(array['bill of lading', 'customs declaration']) as kind;

alter table public.org_documents enable row level security;
alter table public.org_documents force row level security;
revoke all on table public.org_documents from public, anon, authenticated, service_role;
grant select on table public.org_documents to authenticated;
-- A top-level claim that only the backend writes. Never a policy on user_metadata: its owner can write it.
create policy "active organisation only" on public.org_documents
  for select to authenticated
  using (org = (select auth.jwt() ->> 'active_org'));

commit;
