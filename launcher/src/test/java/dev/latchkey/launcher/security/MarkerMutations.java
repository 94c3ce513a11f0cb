package dev.latchkey.launcher.security;

import java.util.Base64;
import java.util.Random;

/**
 * Texts that are no marker, but look like one more or less.
 *
 * @param random decides; the same seed makes the same texts
 */
record MarkerMutations(Random random) {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String ODD = "=+/.~ %&'\"\\\n\u00e9\u2028;:*";

  /** Never the marker itself, of 1 to 512 characters. */
  String of(String marker) {
    String mutation = mutated(marker);
    return mutation.isEmpty() || mutation.length() > 512 || mutation.equals(marker)
        ? of(marker)
        : mutation;
  }

  private String mutated(String marker) {
    int place = random.nextInt(marker.length());
    return switch (random.nextInt(10)) {
      case 0 -> marker.substring(0, place);
      case 1 -> marker + text(1 + random.nextInt(8), ALPHABET);
      case 2 -> marker + text(1, ODD);
      case 3 -> replaced(marker, place, text(1, ALPHABET));
      case 4 -> replaced(marker, place, text(1, ODD));
      case 5 -> bitFlipped(marker);
      case 6 -> marker.substring(0, place) + text(1, ALPHABET) + marker.substring(place);
      case 7 -> replaced(marker, place, otherCase(marker.substring(place, place + 1)));
      case 8 -> text(marker.length(), ALPHABET);
      default -> text(1 + random.nextInt(512), ALPHABET + ODD);
    };
  }

  /** With one to eight of its bits turned round. */
  private String bitFlipped(String marker) {
    byte[] bytes = Base64.getUrlDecoder().decode(marker);
    for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String replaced(String marker, int place, String by) {
    return marker.substring(0, place) + by + marker.substring(place + 1);
  }

  private static String otherCase(String letter) {
    String lower = letter.toLowerCase(java.util.Locale.ROOT);
    return lower.equals(letter) ? letter.toUpperCase(java.util.Locale.ROOT) : lower;
  }

  private String text(int length, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
