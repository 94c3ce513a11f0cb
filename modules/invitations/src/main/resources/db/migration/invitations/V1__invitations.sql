-- Invitations. The tokens are nowhere: they are derived from link_id by the installation's key. Whether
-- one may still be used is decided by kernel.settlement, since accounts makes the member.
CREATE TABLE invitations.invitation (
  id                uuid        PRIMARY KEY,
  organization_id   uuid        NOT NULL,
  -- Of the token that was mailed last; earlier ones name no row any more.
  link_id           uuid        NOT NULL,
  address           text        NOT NULL CHECK (length(address) BETWEEN 3 AND 254),
  role_ids          uuid[]      NOT NULL CHECK (cardinality(role_ids) BETWEEN 1 AND 20),
  team_ids          uuid[]      NOT NULL CHECK (cardinality(team_ids) <= 20),
  message           text        CHECK (length(message) <= 1000),
  state             text        NOT NULL DEFAULT 'pending'
                                CHECK (state IN ('pending', 'accepted', 'declined', 'cancelled', 'expired')),
  -- Who sent it last, and in which stay in the organisation: it counts while that lasts.
  inviter_id        uuid        NOT NULL,
  admission         uuid        NOT NULL,
  -- As they were when it was sent, since they are told to the invited.
  organization_name text        NOT NULL,
  inviter_name      text,
  locale            text,
  -- Who handed the set-up of the organisation over by it; null for any other invitation.
  delegator_id      uuid,
  created_at        timestamptz NOT NULL DEFAULT now(),
  sent_at           timestamptz NOT NULL DEFAULT now(),
  expires_at        timestamptz NOT NULL,
  reminded_at       timestamptz,
  ended_at          timestamptz,
  -- Who accepted it.
  person_id         uuid,
  CONSTRAINT invitation_link UNIQUE (link_id),
  CHECK ((ended_at IS NULL) = (state = 'pending'))
);
-- Addresses are ASCII; byte order makes their lower case the same on every server.
CREATE UNIQUE INDEX invitation_live ON invitations.invitation (organization_id, lower(address COLLATE "C"))
  WHERE state = 'pending';
CREATE INDEX invitation_listing ON invitations.invitation (organization_id, id);
CREATE INDEX invitation_invited ON invitations.invitation (lower(address COLLATE "C"), id) WHERE state = 'pending';
CREATE INDEX invitation_end ON invitations.invitation (expires_at) WHERE state = 'pending';
CREATE INDEX invitation_age ON invitations.invitation (ended_at) WHERE state <> 'pending';
CREATE INDEX invitation_inviter ON invitations.invitation (inviter_id);
CREATE INDEX invitation_delegator ON invitations.invitation (delegator_id) WHERE delegator_id IS NOT NULL;
CREATE INDEX invitation_person ON invitations.invitation (person_id) WHERE person_id IS NOT NULL;
