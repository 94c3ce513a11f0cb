package dev.latchkey.notifications.push;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.notifications.PushPlatform;
import java.util.UUID;

/**
 * A push token that a person registers, sealed for them.
 *
 * @param credential the login or API token through which they do; it ends with that
 */
record NewPushToken(
    PersonId person, UUID credential, PushPlatform platform, PushTokenSecrets.Sealed sealed) {

  @Override
  public String toString() {
    return "NewPushToken[]";
  }
}
