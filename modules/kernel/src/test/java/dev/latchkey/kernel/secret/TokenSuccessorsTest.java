package dev.latchkey.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenSuccessorsTest {
  private static final TokenKind REFRESH = TokenKind.of("lkr_");

  private final Keyset keyset = Keyset.generate();
  private final TokenSuccessors successors = new TokenSuccessors(keyset);
  private final OpaqueToken token = OpaqueToken.generate(REFRESH);

  @Test
  void aRetryIsToldTheSameSuccessorOnAnyNode() {
    var otherNode = new TokenSuccessors(Keyset.parse(keyset.toJson()));

    assertThat(otherNode.successor(token)).isEqualTo(successors.successor(token));
  }

  @Test
  void racingRotationsCannotForkTheFamily() {
    var told = IntStream.range(0, 64).parallel().mapToObj(i -> successors.successor(token).text());

    assertThat(told.distinct()).hasSize(1);
  }

  @Test
  void aSuccessorIsAnOrdinaryTokenOfTheSameKind() {
    OpaqueToken successor = successors.successor(token);

    assertThat(successor).isNotEqualTo(token);
    assertThat(OpaqueToken.parse(REFRESH, successor.text())).contains(successor);
  }

  @Test
  void aFamilyDoesNotRunInCircles() {
    var family = Stream.iterate(token, successors::successor).limit(1_000).map(OpaqueToken::text);

    assertThat(family).doesNotHaveDuplicates();
  }

  @Test
  void theSuccessorDependsOnTheKeysAndOnTheKind() {
    byte[] secret = RandomBytes.next(32);
    OpaqueToken one = successors.successor(OpaqueToken.of(REFRESH, secret));
    OpaqueToken other = successors.successor(OpaqueToken.of(TokenKind.of("tot_"), secret));
    var stranger = new TokenSuccessors(Keyset.generate());

    assertThat(one.text().substring(4, 40)).isNotEqualTo(other.text().substring(4, 40));
    assertThat(stranger.successor(token)).isNotEqualTo(successors.successor(token));
  }

  @Test
  void anIssuedSuccessorIsFoundAgainAfterARotationOfTheKeys() {
    OpaqueToken issued = successors.successor(token);
    var afterwards = new TokenSuccessors(keyset.rotated().rotated());

    assertThat(afterwards.successor(token)).isNotEqualTo(issued);
    assertThat(afterwards.issuedSuccessor(token, issued.digest())).contains(issued);
  }

  @Test
  void aForeignDigestFindsNoSuccessor() {
    byte[] foreign = OpaqueToken.generate(REFRESH).digest();

    assertThat(successors.issuedSuccessor(token, foreign)).isEmpty();
    assertThat(successors.issuedSuccessor(token, token.digest())).isEmpty();
  }
}
