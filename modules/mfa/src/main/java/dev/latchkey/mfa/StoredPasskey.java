package dev.latchkey.mfa;

import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;

/** A passkey as it is stored. */
record StoredPasskey(PasskeyId id, PersonId person, Credential credential) {}
