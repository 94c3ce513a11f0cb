package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import dev.latchkey.kernel.secret.OpaqueToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and judges what authenticators answer (Web Authentication Level 3, 7). Whatever webauthn4j
 * can't read or does not accept is refused, for whatever reason it gives. Immutable and
 * thread-safe.
 */
final class WebAuthn {

  private static final int MOST_CHARACTERS = 16_384;

  private final RelyingPartyConfig party;
  private final Set<Origin> origins;
  private final WebAuthnManager manager;
  private final CredentialConverter credentials;
  private final List<PublicKeyCredentialParameters> algorithms;

  WebAuthn(RelyingPartyConfig party) {
    ObjectConverter converter = new ObjectConverter();
    this.party = party;
    this.origins = party.origins().stream().map(Origin::new).collect(Collectors.toSet());
    this.manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    this.credentials = new CredentialConverter(converter);
    this.algorithms = AcceptedKeys.ALGORITHMS.stream().map(WebAuthn::parameters).toList();
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
    return registration(json).flatMap(data -> answer(data, data.getCollectedClientData()));
  }

  /** As above, whatever the challenge looks like. */
  Optional<RegistrationData> registration(String json) {
    return read(json, manager::parseRegistrationResponseJSON);
  }

  /** Reads the use of a passkey; empty for what is none, or answers no challenge of ours. */
  Optional<Answer<AuthenticationData>> used(String json) {
    return authentication(json).flatMap(data -> answer(data, data.getCollectedClientData()));
  }

  /** As above, whatever the challenge looks like. */
  Optional<AuthenticationData> authentication(String json) {
    return read(json, manager::parseAuthenticationResponseJSON)
        .filter(data -> data.getCredentialId() != null);
  }

  private static <T> Optional<T> read(String json, Function<String, T> parse) {
    if (json.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(json));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static <T> Optional<Answer<T>> answer(T data, @Nullable CollectedClientData client) {
    return Optional.ofNullable(client)
        .map(CollectedClientData::getChallenge)
        .map(Challenge::getValue)
        .flatMap(value -> OpaqueToken.parse(Ceremony.CHALLENGE, new String(value, US_ASCII)))
        .map(challenge -> new Answer<>(data, challenge));
  }

  /** The passkey that was made, if everything about it is right. */
  Optional<Credential> judge(Answer<RegistrationData> answer) {
    return judge(answer.data(), bytes(answer.challenge()));
  }

  /** As above, by a challenge of any shape. */
  Optional<Credential> judge(RegistrationData data, byte[] challenge) {
    try {
      manager.verify(data, new RegistrationParameters(server(challenge), algorithms, false, true));
      return isFramed(data) ? Optional.empty() : credentials.credential(data);
    } catch (RuntimeException refused) {
      return Optional.empty();
    }
  }

  /** By a page of another origin: webauthn4j looks at that when a passkey is used, not before. */
  private static boolean isFramed(RegistrationData data) {
    return Boolean.TRUE.equals(data.getCollectedClientData().getCrossOrigin());
  }

  /**
   * Judges the use of a stored passkey.
   *
   * @param discovered whether it tells who its person is, instead of a password: then the
   *     authenticator must name them, and have verified them
   */
  Verdict judge(Answer<AuthenticationData> answer, StoredPasskey passkey, boolean discovered) {
    return judge(answer.data(), bytes(answer.challenge()), passkey, discovered);
  }

  /** As above, by a challenge of any shape. */
  Verdict judge(
      AuthenticationData data, byte[] challenge, StoredPasskey passkey, boolean discovered) {
    byte[] handle = data.getUserHandle();
    if ((discovered || handle != null) && !UserHandle.is(handle, passkey.person())) {
      return Verdict.WRONG;
    }
    try {
      manager.verify(data, parameters(challenge, passkey.credential(), discovered));
      return Verdict.RIGHT;
    } catch (MaliciousCounterValueException fell) {
      return Verdict.COUNTER_FELL;
    } catch (RuntimeException refused) {
      return Verdict.WRONG;
    }
  }

  private AuthenticationParameters parameters(
      byte[] challenge, Credential credential, boolean userVerificationRequired) {
    return new AuthenticationParameters(
        server(challenge), credentials.record(credential), null, userVerificationRequired, true);
  }

  private ServerProperty server(byte[] challenge) {
    return new ServerProperty(origins, party.id(), new DefaultChallenge(challenge));
  }

  private static byte[] bytes(OpaqueToken challenge) {
    return challenge.text().getBytes(US_ASCII);
  }
}
