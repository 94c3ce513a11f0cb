package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import dev.latchkey.kernel.secret.OpaqueToken;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and judges what authenticators answer (Web Authentication Level 3, 7). Whatever webauthn4j
 * can't read or does not accept is refused, for whatever reason it gives. Immutable and
 * thread-safe.
 */
final class WebAuthn {

  /** Of COSE, the ones that browsers are told to prefer first: EdDSA, ES256, RS256. */
  static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);

  private static final int MOST_CHARACTERS = 16_384;

  /** An RSA key of 4096 bits takes about 530; a longer one would make checks slow. */
  private static final int MOST_KEY_BYTES = 1024;

  private static final int MOST_TRANSPORTS = 8;

  /** An AAGUID of 16 bytes, and the length of the id in 2. */
  private static final int ID_AT = 18;

  private final RelyingPartyConfig party;
  private final Set<Origin> origins;
  private final WebAuthnManager manager;
  private final AttestedCredentialDataConverter attested;
  private final List<PublicKeyCredentialParameters> algorithms;

  WebAuthn(RelyingPartyConfig party) {
    ObjectConverter converter = new ObjectConverter();
    this.party = party;
    this.origins = party.origins().stream().map(Origin::new).collect(Collectors.toSet());
    this.manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    this.attested = new AttestedCredentialDataConverter(converter);
    this.algorithms = ALGORITHMS.stream().map(WebAuthn::parameters).toList();
  }

  private static PublicKeyCredentialParameters parameters(long algorithm) {
    return new PublicKeyCredentialParameters(
        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(algorithm));
  }

  /**
   * What an authenticator answers, with the challenge that it says it answers to; not judged yet.
   */
  record Answer<T>(T data, OpaqueToken challenge) {}

  /** What became of the use of a passkey. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** Everything is right but the counter: there may be a second one like it. */
    COUNTER_FELL
  }

  /** Reads a passkey that was made; empty for what is none, or answers no challenge of ours. */
  Optional<Answer<RegistrationData>> made(String json) {
    return read(
        json, manager::parseRegistrationResponseJSON, RegistrationData::getCollectedClientData);
  }

  /** Reads the use of a passkey; empty for what is none, or answers no challenge of ours. */
  Optional<Answer<AuthenticationData>> used(String json) {
    return read(
            json,
            manager::parseAuthenticationResponseJSON,
            AuthenticationData::getCollectedClientData)
        .filter(answer -> answer.data().getCredentialId() != null);
  }

  private static <T> Optional<Answer<T>> read(
      String json, Function<String, T> parse, Function<T, @Nullable CollectedClientData> client) {
    if (json.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      T data = parse.apply(json);
      return Optional.ofNullable(client.apply(data))
          .flatMap(WebAuthn::challenge)
          .map(challenge -> new Answer<>(data, challenge));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<OpaqueToken> challenge(CollectedClientData client) {
    return OpaqueToken.parse(
        Ceremony.CHALLENGE, new String(client.getChallenge().getValue(), US_ASCII));
  }

  /** The passkey that was made, if everything about it is right. */
  Optional<Credential> judge(Answer<RegistrationData> answer) {
    try {
      RegistrationData data = answer.data();
      manager.verify(
          data, new RegistrationParameters(server(answer.challenge()), algorithms, false, true));
      return credential(data);
    } catch (RuntimeException refused) {
      return Optional.empty();
    }
  }

  private Optional<Credential> credential(RegistrationData data) {
    AuthenticatorData<?> authenticator = data.getAttestationObject().getAuthenticatorData();
    AttestedCredentialData made = authenticator.getAttestedCredentialData();
    byte[] all = attested.convert(made);
    byte[] id = made.getCredentialId();
    byte[] publicKey = Arrays.copyOfRange(all, ID_AT + id.length, all.length);
    ByteBuffer aaguid = ByteBuffer.wrap(all);
    return publicKey.length > MOST_KEY_BYTES
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

  /**
   * Judges the use of a stored passkey.
   *
   * @param discovered whether it tells who its person is, instead of a password: then the
   *     authenticator must name them, and have verified them
   */
  Verdict judge(Answer<AuthenticationData> answer, StoredPasskey passkey, boolean discovered) {
    AuthenticationData data = answer.data();
    byte[] handle = data.getUserHandle();
    if ((discovered || handle != null) && !UserHandle.is(handle, passkey.person())) {
      return Verdict.WRONG;
    }
    try {
      manager.verify(
          data,
          new AuthenticationParameters(
              server(answer.challenge()), record(passkey.credential()), null, discovered, true));
      return Verdict.RIGHT;
    } catch (MaliciousCounterValueException fell) {
      return Verdict.COUNTER_FELL;
    } catch (RuntimeException refused) {
      return Verdict.WRONG;
    }
  }

  private CredentialRecordImpl record(Credential credential) {
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

  private ServerProperty server(OpaqueToken challenge) {
    return new ServerProperty(
        origins, party.id(), new DefaultChallenge(challenge.text().getBytes(US_ASCII)));
  }
}
