package dev.latchkey.api.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.api.Latchkey;
import dev.latchkey.api.Messages;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.testing.Samples;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

  private static final RecordCodec CODEC = Latchkey.CODEC;

  static Stream<Record> messages() {
    return Messages.ALL.stream()
        .flatMap(type -> Stream.of(Samples.full(type), Samples.sparse(type)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageArrivesAsItWasSent(Record message) {
    assertThat(roundTrip(message)).isEqualTo(message).hasSameClassAs(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void insideANodeEveryMessageGoesByReference(Record message) {
    assertThat(CODEC.transform(message)).isSameAs(message);
  }

  @Test
  void aMessageIsFoundWhereverItStandsInTheBuffer() {
    Record message = Samples.full(SignIn.class);
    Buffer wire = Buffer.buffer("before it");
    int position = wire.length();
    CODEC.encodeToWire(wire, message);
    wire.appendString("after it");

    assertThat(CODEC.decodeFromWire(position, wire)).isEqualTo(message);
  }

  @Test
  void aNameThatIsNotListedIsRefused() {
    assertRefused(wire("java.lang.Runtime", "{}"));
    assertRefused(wire("Unlisted", "{}"));
    assertRefused(wire("", "{}"));
  }

  @Test
  void aRecordThatIsNotListedIsRefusedWhereItArrives() {
    record Unlisted(String text) {}
    Buffer wire = Buffer.buffer();
    CODEC.encodeToWire(wire, new Unlisted("x"));

    assertRefused(wire);
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    assertRefused(wire("SignIn", "<sign-in/>"));
    assertRefused(wire("SignIn", "[]"));
    assertRefused(wire("SignIn", "null"));
    assertRefused(wire("SignIn", ""));
  }

  @Test
  void twoTypesOfOneSimpleNameMakeNoCodec() {
    record Done() {}
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new RecordCodec(List.of(Done.class, dev.latchkey.api.bus.Done.class)));
  }

  private static Record roundTrip(Record message) {
    Buffer wire = Buffer.buffer();
    CODEC.encodeToWire(wire, message);
    return CODEC.decodeFromWire(0, wire);
  }

  private static Buffer wire(String name, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer()
        .appendInt(name.length())
        .appendString(name)
        .appendInt(body.length)
        .appendBytes(body);
  }

  private static void assertRefused(Buffer wire) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> CODEC.decodeFromWire(0, wire))
        .extracting(Refusal::failure)
        .isEqualTo(Failure.INVALID_REQUEST);
  }
}
