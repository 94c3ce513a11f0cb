package dev.latchkey.api.mfa;

/**
 * What a page hands to the browser. It holds a challenge, which is good for one answer within five
 * minutes.
 *
 * @param options JSON text: {@code PublicKeyCredentialCreationOptionsJSON} to make a passkey, or
 *     {@code PublicKeyCredentialRequestOptionsJSON} to use one (Web Authentication Level 3, 5.1.8
 *     and 5.1.9)
 */
public record PasskeyOffer(String options) {
  @Override
  public String toString() {
    return "PasskeyOffer[]";
  }
}
