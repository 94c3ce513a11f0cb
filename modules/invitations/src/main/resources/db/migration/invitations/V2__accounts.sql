-- Invitations that lead to an account which the organisation has made: whose that is.
ALTER TABLE invitations.invitation ADD COLUMN user_id uuid;
CREATE INDEX invitation_user ON invitations.invitation (user_id) WHERE user_id IS NOT NULL;
