package dev.latchkey.notifications.push;

import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.notifications.PushPlatform;

/** A push token that a person registers through a login, sealed for them. */
record NewPushToken(
    PersonId person, LoginId login, PushPlatform platform, PushTokenSecrets.Sealed sealed) {

  @Override
  public String toString() {
    return "NewPushToken[]";
  }
}
