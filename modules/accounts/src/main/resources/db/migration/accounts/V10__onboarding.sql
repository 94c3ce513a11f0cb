-- Who has left a product's set-up behind. No row: nobody has.
CREATE TABLE accounts.onboarding (
  person_id              uuid        PRIMARY KEY REFERENCES accounts.person ON DELETE CASCADE,
  reason                 text        NOT NULL CHECK (reason IN ('later', 'other', 'delegated')),
  organization_id        uuid        REFERENCES accounts.organization ON DELETE SET NULL,
  skipped_at             timestamptz NOT NULL DEFAULT now(),
  -- Of the colleague whom it was left to.
  invitation_id          uuid,
  delegation_accepted_at timestamptz,
  -- How often the person has asked since then; it begins anew every hour.
  asked                  integer     NOT NULL DEFAULT 0,
  asked_since            timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT onboarding_invitation UNIQUE (invitation_id),
  CHECK ((reason = 'delegated') = (invitation_id IS NOT NULL)),
  CHECK (delegation_accepted_at IS NULL OR invitation_id IS NOT NULL)
);
