package dev.latchkey.router;

import dev.latchkey.router.config.HttpConfig.Certificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import javax.net.ssl.X509KeyManager;

/**
 * The server's certificate and its private key. Vert.x takes any two files; with a key that is not
 * the certificate's, every handshake would fail after a start that looked well.
 */
final class ServerKey {

  private static final byte[] PROBE = {1, 2, 3};

  private ServerKey() {}

  static PemKeyCertOptions options(Certificate certificate) {
    return new PemKeyCertOptions()
        .addCertPath(certificate.chain().toString())
        .addKeyPath(certificate.key().toString());
  }

  /** Fails when a file can't be read or the key is not the certificate's. */
  static Future<Void> check(Vertx vertx, Certificate certificate) {
    return vertx.executeBlocking(
        () -> {
          PemKeyCertOptions pem = options(certificate);
          String alias = pem.loadKeyStore(vertx).aliases().nextElement();
          var keys = (X509KeyManager) pem.getKeyManagerFactory(vertx).getKeyManagers()[0];
          PublicKey publicKey = keys.getCertificateChain(alias)[0].getPublicKey();
          if (!belongTogether(keys.getPrivateKey(alias), publicKey)) {
            throw new IllegalArgumentException(
                "the key in %s is not the key of the certificate in %s"
                    .formatted(certificate.key(), certificate.chain()));
          }
          return null;
        });
  }

  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(signatureOf(privateKey.getAlgorithm()));
    signature.initSign(privateKey);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static String signatureOf(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
  }
}
