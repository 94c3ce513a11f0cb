package dev.latchkey.kernel.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a small text file of the operator, with the reason when it can't. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * The file's text.
   *
   * @throws IOException whose message continues the sentence that begins with the file's name
   */
  static String read(Path file, int maxBytes) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("does not exist.");
    }
    if (Files.isDirectory(file)) {
      throw new IOException("is a directory, but must be a file.");
    }
    return text(start(file, maxBytes + 1), maxBytes);
  }

  private static byte[] start(Path file, int bytes) throws IOException {
    try (var input = Files.newInputStream(file)) {
      return input.readNBytes(bytes);
    } catch (AccessDeniedException denied) {
      throw new IOException("may not be read by the user of this process.", denied);
    } catch (IOException failed) {
      throw new IOException("can't be read.", failed);
    }
  }

  private static String text(byte[] content, int maxBytes) throws IOException {
    if (content.length > maxBytes) {
      throw new IOException("is larger than " + Notation.text(maxBytes) + ".");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new IOException("is not a text in UTF-8.", notUtf8);
    }
  }
}
