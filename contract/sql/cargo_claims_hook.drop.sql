-- Takes away what cargo_claims_hook.sql added, and nothing that only bears the same name. Switch the hook off first
-- (Authentication, Hooks): an auth server whose hook is gone issues no tokens.
begin;

do $$
begin
  if obj_description(to_regprocedure('public.cargo_claims_hook(jsonb)'), 'pg_proc') = 'cargo identity gates: claims hook' then
    drop function public.cargo_claims_hook(jsonb);
  end if;
  if obj_description(to_regprocedure('public.cargo_claims_sync(text, jsonb)'), 'pg_proc') = 'cargo identity gates: claims hook' then
    drop function public.cargo_claims_sync(text, jsonb);
  end if;
  if obj_description(to_regnamespace('cargo'), 'pg_namespace') = 'cargo identity gates: claims hook' then
    drop schema cargo cascade; -- and with its function the trigger on auth.users
  end if;
end
$$;

commit;
