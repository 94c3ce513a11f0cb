package dev.latchkey.mfa;

import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credentials as they are stored, from what webauthn4j reads and for what it judges by. */
final class CredentialConverter {

  /** An RSA key of 4096 bits takes about 530; more is no key. */
  private static final int MOST_KEY_BYTES = 1024;

  private static final int MOST_TRANSPORTS = 8;

  /** An AAGUID of 16 bytes, and the length of the id in 2. */
  private static final int ID_AT = 18;

  private final AttestedCredentialDataConverter attested;

  CredentialConverter(ObjectConverter converter) {
    this.attested = new AttestedCredentialDataConverter(converter);
  }

  /** What is to be stored; empty for a key that a passkey may not have. */
  Optional<Credential> credential(RegistrationData data) {
    AuthenticatorData<?> authenticator = data.getAttestationObject().getAuthenticatorData();
    AttestedCredentialData made = authenticator.getAttestedCredentialData();
    byte[] all = attested.convert(made);
    byte[] id = made.getCredentialId();
    byte[] publicKey = Arrays.copyOfRange(all, ID_AT + id.length, all.length);
    ByteBuffer aaguid = ByteBuffer.wrap(all);
    return publicKey.length > MOST_KEY_BYTES || !AcceptedKeys.accept(made.getCOSEKey())
        ? Optional.empty()
        : Optional.of(
            new Credential(
                id,
                publicKey,
                new UUID(aaguid.getLong(), aaguid.getLong()),
                authenticator.getSignCount(),
                authenticator.isFlagBE(),
                authenticator.isFlagBS(),
                transports(data.getTransports())));
  }

  private static List<String> transports(@Nullable Set<AuthenticatorTransport> told) {
    return Optional.ofNullable(told).orElseGet(Set::of).stream()
        .map(AuthenticatorTransport::getValue)
        .filter(transport -> transport.matches("[a-z-]{1,20}"))
        .sorted()
        .limit(MOST_TRANSPORTS)
        .toList();
  }

  /** What a use is judged by. */
  CredentialRecord record(Credential credential) {
    byte[] all =
        ByteBuffer.allocate(ID_AT + credential.id().length + credential.publicKey().length)
            .putLong(credential.aaguid().getMostSignificantBits())
            .putLong(credential.aaguid().getLeastSignificantBits())
            .putShort((short) credential.id().length)
            .put(credential.id())
            .put(credential.publicKey())
            .array();
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        null,
        credential.backupEligible(),
        credential.backedUp(),
        credential.signCount(),
        attested.convert(all),
        null,
        null,
        null,
        null);
  }
}
