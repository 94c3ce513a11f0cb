package dev.latchkey.sessions;

import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a signed access token says. It says nothing about whether its login still lives.
 *
 * @param keyId the key that signed it
 * @param family the login's tokens that it is one of; each new proof starts another
 * @param expiresAtSeconds seconds since 1970-01-01 UTC (NumericDate, RFC 7519 section 2)
 */
record Claims(
    String keyId,
    PersonId person,
    LoginId login,
    @Nullable OrganizationId organization,
    int family,
    long expiresAtSeconds) {

  static final String SUBJECT = "sub";
  static final String LOGIN = "sid";
  static final String ORGANIZATION = "org";
  static final String FAMILY = "fam";
  static final String EXPIRY = "exp";

  /**
   * Reads the payload of a token whose signature was verified.
   *
   * @throws RuntimeException when a claim is missing or has another type
   */
  static Claims read(String keyId, JsonObject payload) {
    String organization = payload.getString(ORGANIZATION);
    return new Claims(
        keyId,
        PersonId.of(payload.getString(SUBJECT)),
        LoginId.of(payload.getString(LOGIN)),
        organization == null ? null : OrganizationId.of(organization),
        payload.getInteger(FAMILY),
        payload.getLong(EXPIRY));
  }
}
