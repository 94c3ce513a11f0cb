package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our reading and the library's agree on what the documents say. */
class LibraryCheckTest {
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    Samples.await(vertx.close());
  }

  @Test
  void theLibraryTakesTheSampleAndFindsTheSameOperations() throws Exception {
    Contract ours = Samples.sample();

    Set<String> ids = LibraryCheck.operationIds(vertx, ours.document());

    assertThat(ids)
        .isEqualTo(ours.operations().stream().map(Operation::id).collect(Collectors.toSet()));
  }

  @Test
  void theLibraryFindsWhatIsNoOpenApi() {
    var document = Samples.small().document();
    document.getJsonObject("paths").getJsonObject("/things").getJsonObject("post").put("tags", "x");

    assertThatThrownBy(() -> LibraryCheck.operationIds(vertx, document))
        .hasMessageContaining("invalid");
  }
}
