package dev.latchkey.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real browser without a window, for tests that want one. Needs the program that Debian has in
 * its packages {@code chromium-headless-shell} and {@code chromium}; downloads none.
 */
public final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium-headless-shell", "chromium", "chromium-browser");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path program) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(program)
                    // The tests may run as root, for whom Chromium has no sandbox.
                    .setArgs(List.of("--no-sandbox")));
  }

  /** Whether this machine has it. */
  public static boolean isInstalled() {
    return program().isPresent();
  }

  /** Starts it. */
  public static Chromium start() {
    return new Chromium(program().orElseThrow());
  }

  /** A new page, with cookies and storage of its own. */
  public Page page() {
    return browser.newPage();
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
