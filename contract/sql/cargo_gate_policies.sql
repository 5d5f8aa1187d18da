-- Lets the identity gates read which row level security policies you have, to look for known mistakes in them.
--
-- Run it once, as the owner of your database; remove it with cargo_gate_policies.drop.sql. It reads the catalogue of
-- policies of the schema public, no row of yours, and writes nothing. It adds, and stops if the name is taken:
--   public.cargo_gate_policies()   every policy of the schema public, its expressions as Postgres keeps them
-- Only the service key may call it: how data is guarded is nobody else's to read.
begin;

create function public.cargo_gate_policies() returns jsonb
  language sql stable security invoker set search_path = ''
  as $$
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'table', tablename,
          'policy', policyname,
          'command', cmd,
          'using', qual,
          'check', with_check
        )
        order by tablename, policyname
      ),
      '[]'
    )
    from pg_catalog.pg_policies
    where schemaname = 'public'
  $$;
comment on function public.cargo_gate_policies() is 'cargo identity gates: probe';
revoke all on function public.cargo_gate_policies() from public, anon, authenticated, service_role;
grant execute on function public.cargo_gate_policies() to service_role;

commit;
