package dev.latchkey.launcher.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The main classes of every module, without those that only tests use. */
final class RealHouse {

  static final String ROOT = "dev.latchkey";

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/dev/latchkey/testing/"))
          .importPackages(ROOT);

  private RealHouse() {}
}
