package dev.latchkey.launcher.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;

/** A house of small classes of which each breaks one rule, beside some that keep it. */
final class PlantedHouse {

  static final String ROOT = "dev.latchkey.launcher.architecture.planted";

  static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);

  private PlantedHouse() {}

  /** Some of its modules. */
  static JavaClasses only(String... modules) {
    return new ClassFileImporter()
        .importPackages(Stream.of(modules).map(each -> ROOT + "." + each).toList());
  }
}
