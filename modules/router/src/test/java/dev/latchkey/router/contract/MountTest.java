package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountTest {
  private static final OperationHandler NOTHING = (context, request) -> {};
  private static final MountOptions OPTIONS = new MountOptions(List.of(), 1_000);

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
  void aHandlerForEveryOperationIsEnough() {
    assertThatCode(() -> mount(Map.of("makeThing", NOTHING, "describeThing", NOTHING)))
        .doesNotThrowAnyException();
  }

  @Test
  void anOperationWithoutAHandlerIsRefused() {
    assertThatThrownBy(() -> mount(Map.of("makeThing", NOTHING)))
        .isInstanceOf(BadContract.class)
        .hasMessage("The contract of test has no handler for describeThing.");
  }

  @Test
  void aHandlerWithoutAnOperationIsRefused() {
    assertThatThrownBy(
            () -> mount(Map.of("makeThing", NOTHING, "describeThing", NOTHING, "typo", NOTHING)))
        .isInstanceOf(BadContract.class)
        .hasMessage("The contract of test declares no operation typo.");
  }

  private void mount(Map<String, OperationHandler> handlers) {
    Mount.on(Router.router(vertx), Samples.small(), handlers, OPTIONS);
  }
}
