package dev.latchkey.kernel.secret;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadWrapper;
import com.google.crypto.tink.aead.AesGcmKeyManager;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.prf.HmacPrfKeyManager;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.PrfSetWrapper;
import java.security.GeneralSecurityException;

/** How Tink is used: two key types, registered one by one. */
final class TinkKeys {
  static {
    // AeadConfig and PrfConfig would load a dozen key types more, which costs 60 ms at every start.
    try {
      AesGcmKeyManager.register(true);
      AeadWrapper.register();
      HmacPrfKeyManager.register(true);
      PrfSetWrapper.register();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("The cryptographic library cannot be set up.", failure);
    }
  }

  private TinkKeys() {}

  static Parameters encryption() throws GeneralSecurityException {
    return AesGcmParameters.builder()
        .setKeySizeBytes(32)
        .setIvSizeBytes(12)
        .setTagSizeBytes(16)
        .setVariant(AesGcmParameters.Variant.TINK)
        .build();
  }

  static Parameters derivation() throws GeneralSecurityException {
    return HmacPrfParameters.builder()
        .setKeySizeBytes(32)
        .setHashType(HmacPrfParameters.HashType.SHA256)
        .build();
  }

  /** The keys and a new one, which becomes the primary. */
  static KeysetHandle withNewPrimary(KeysetHandle.Builder keys, Parameters parameters)
      throws GeneralSecurityException {
    return keys.addEntry(
            KeysetHandle.generateEntryFromParameters(parameters).withRandomId().makePrimary())
        .build();
  }

  static KeysetHandle parse(String json) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
  }

  static String serialize(KeysetHandle keys) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
  }

  static <P> P primitive(KeysetHandle keys, Class<P> type) throws GeneralSecurityException {
    return keys.getPrimitive(RegistryConfiguration.get(), type);
  }
}
