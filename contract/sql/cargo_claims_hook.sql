-- Puts the identity contract into your own session tokens, where the identity provider of Supabase Auth leaves it out.
--
-- Why: the hub's access token carries the contract; what your backend keeps of a Cargo sign-in does not, so neither
-- your session token nor your policies see it (Gate 3). This adds it at sign-in and at every refresh.
--
-- Run it once, as the owner of your database; remove it with cargo_claims_hook.drop.sql. It stops if a name is taken.
--   cargo.claims                   the newest claims of each person, by their Cargo id; no API reaches this schema
--   public.cargo_claims_sync()     writes them and answers with the local ids of that person; the service key alone may
--                                  call it
--   public.cargo_claims_hook()     the access token hook; only the auth server may call it
--   trigger cargo_first_session    on auth.users, as your profiles have one: puts app_access into the row that is just
--                                  being made, because the first session is told before anybody can know the row's id
--
-- Then, in this order:
--   1. Authentication, Hooks, Customize Access Token: choose public.cargo_claims_hook.
--   2. Feed it. A hook of the database cannot ask the hub, and a refresh of yours never does: what the hub states of a
--      person must be here before their token is made. Agree with Cargo that the hub calls a server of yours (an edge
--      function will do) whenever that changes: when somebody is given your app, switches the organisation, joins or
--      leaves one, when a grant is taken back. That server runs contract/claims-feed.ts, with the service key:
--        POST /rest/v1/rpc/cargo_claims_sync {"cargo_sub": "<sub>", "stated": {<claims>}}   answers [<local id>, ...]
--        PUT  /auth/v1/admin/users/<local id> {"app_metadata": {"app_access": [...]}}       for each of them
--      The second call is for apps that look for their key in session.user.app_metadata, as the guide's snippet does: a
--      hook changes the token alone. Never write to the schema auth yourself.
--      While the hub calls nobody: have your page hand provider_token to that server after each sign-in; it verifies it
--      under the hub's key set, feeds the claims in it, and the page calls refreshSession(). Then a first session is
--      without the contract until that refresh, and a switch arrives with the next sign-in.
--   3. Run Gate 3 again: present-after-*, readable-by-rls-after-*, app-access-* and org-switch-takes-effect must pass.
begin;

create schema cargo;
revoke all on schema cargo from public;
comment on schema cargo is 'cargo identity gates: claims hook';

create table cargo.claims (
  sub text primary key,
  stated jsonb not null check (jsonb_typeof(stated) = 'object'),
  read_at timestamptz not null default now()
);
alter table cargo.claims enable row level security;
alter table cargo.claims force row level security;

-- What of a person's claims is taken over. Everything else of a token stays the auth server's own word: sub, role, amr.
create function cargo.contract_claims() returns text[]
  language sql immutable set search_path = ''
  as $$
    select array[
      'username', 'cargo_account_number', 'identity_type', 'user_type', 'permissions', 'orgs', 'active_org',
      'app_roles', 'scope', 'app_access'
    ]
  $$;

create function public.cargo_claims_sync(cargo_sub text, stated jsonb) returns jsonb
  language sql security definer set search_path = ''
  as $$
    insert into cargo.claims (sub, stated)
    select cargo_sub, coalesce(jsonb_object_agg(key, value), '{}')
    from jsonb_each(stated)
    where key = any (cargo.contract_claims())
    on conflict (sub) do update set stated = excluded.stated, read_at = now();
    select coalesce(jsonb_agg(identity.user_id), '[]')
    from auth.identities as identity
    where identity.provider = 'custom:cargo-ac' and identity.provider_id = cargo_sub
  $$;

-- The whole contract of one reading, or none of it: what the hub no longer states is gone with the next token.
create function public.cargo_claims_hook(event jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
  as $$
    declare
      said jsonb;
      token jsonb := (event -> 'claims') - cargo.contract_claims();
      app jsonb := coalesce(token -> 'app_metadata', '{}') - cargo.contract_claims();
    begin
      select known.stated into said
      from auth.identities as identity
      join cargo.claims as known on known.sub = identity.provider_id
      where identity.user_id = (event ->> 'user_id')::uuid and identity.provider = 'custom:cargo-ac'
      order by known.read_at desc
      limit 1;
      -- the app looks for its key in app_metadata; its owner can write user_metadata, so nothing is put there
      if said ? 'app_access' then
        app := app || jsonb_build_object('app_access', said -> 'app_access');
      end if;
      return jsonb_build_object('claims', token || coalesce(said, '{}') || jsonb_build_object('app_metadata', app));
    end
  $$;

-- The auth server reads a new row again after it was made, and keeps what a trigger wrote into it. Both members that are
-- looked at are its own: who signs in by Cargo has them from the hub's token, and cannot write them before the row is.
create function cargo.first_session() returns trigger
  language plpgsql security definer set search_path = ''
  as $$
    declare
      access jsonb;
    begin
      if new.raw_app_meta_data ->> 'provider' = 'custom:cargo-ac' then
        select known.stated -> 'app_access' into access
        from cargo.claims as known
        where known.sub = new.raw_user_meta_data ->> 'sub';
        if access is not null then
          new.raw_app_meta_data := new.raw_app_meta_data || jsonb_build_object('app_access', access);
        end if;
      end if;
      return new;
    end
  $$;
create trigger cargo_first_session before insert on auth.users
  for each row execute function cargo.first_session();

comment on function public.cargo_claims_sync(text, jsonb) is 'cargo identity gates: claims hook';
comment on function public.cargo_claims_hook(jsonb) is 'cargo identity gates: claims hook';

revoke all on all functions in schema cargo from public, anon, authenticated, service_role;
revoke all on function public.cargo_claims_sync(text, jsonb) from public, anon, authenticated;
revoke all on function public.cargo_claims_hook(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.cargo_claims_sync(text, jsonb) to service_role;
grant execute on function public.cargo_claims_hook(jsonb) to supabase_auth_admin;
grant usage on schema cargo to supabase_auth_admin;
grant execute on function cargo.contract_claims() to supabase_auth_admin;
grant select on table cargo.claims to supabase_auth_admin;
create policy "the hook reads" on cargo.claims for select to supabase_auth_admin using (true);
-- security definer runs as the owner, whom a forced policy holds too
create policy "the owner writes" on cargo.claims for all to current_user using (true) with check (true);

commit;
