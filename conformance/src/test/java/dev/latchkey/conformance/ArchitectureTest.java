package dev.latchkey.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The walls between modules, and what may be used behind them; see docs/architecture.md. */
class ArchitectureTest {
  private static final String[] ENGINE = {
    "dev.latchkey.runtime..", "dev.latchkey.server..", "dev.latchkey.app.."
  };

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.latchkey", "com.github.copilot");
  }

  @Test
  void theSdkNeverSeesTheEngine() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage("com.github.copilot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("dev.latchkey.providers.."));
  }

  @Test
  void theProtocolKnowsNobody() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("dev.latchkey.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.latchkey.providers..", "dev.latchkey.simulator..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE));
  }

  @Test
  void providersAreUsableWithoutAgents() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("dev.latchkey.providers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.latchkey.protocol..", "com.github.copilot..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE));
  }

  @Test
  void theRuntimeKnowsNeitherServerNorSdk() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("dev.latchkey.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.latchkey.server..", "dev.latchkey.app..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.github.copilot", "com.github.copilot.rpc", "com.github.copilot.tool"));
  }

  @Test
  void theRuntimeSpeaksNoHttpAndNoJsonRpc() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("dev.latchkey.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "dev.latchkey.providers.wire..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("JsonRpcPeer"));
  }

  @Test
  void theSimulatorSharesNothingWithWhatItTests() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("dev.latchkey.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.latchkey.providers..", "dev.latchkey.protocol..", "com.github.copilot..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE));
  }

  @Test
  void onlyTheCommandLineLibraryUserIsTheApp() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.latchkey.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli.."));
  }

  @Test
  void noReactiveTypes() {
    hold(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.reactivestreams..", "reactor..", "io.reactivex.."));
  }

  /** Standard output belongs to the protocol; only the command prints. */
  @Test
  void onlyTheCommandTouchesStandardOutput() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.latchkey.app..", "dev.latchkey.server..")
            .should()
            .accessField(System.class, "out"));
  }

  private static void hold(ArchRule rule) {
    rule.check(classes);
  }
}
