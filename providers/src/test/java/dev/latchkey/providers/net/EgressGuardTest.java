package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.ModelException;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
  private final EgressGuard guard = EgressGuard.refusing(List.of());

  @DisplayName("F2: the gate refuses where nothing may go")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:11434",
        "http://127.0.0.1",
        "http://127.8.9.1:80",
        "http://0.0.0.0:8080",
        "http://10.0.0.1",
        "http://172.16.0.1",
        "http://172.31.255.255",
        "http://192.168.1.1",
        "http://100.64.0.1",
        "http://169.254.169.254/latest/meta-data",
        "http://168.63.129.16/",
        "http://224.0.0.1",
        "http://255.255.255.255",
        "http://[::1]",
        "http://[::]",
        "http://[fe80::1]",
        "http://[fd00:ec2::254]",
        "http://[ff02::1]",
        "http://[::ffff:169.254.169.254]",
        "http://[::ffff:a9fe:a9fe]",
        "http://[0:0:0:0:0:ffff:7f00:1]",
        "http://[::10.0.0.1]",
        "http://[64:ff9b::a9fe:a9fe]",
        "http://[64:ff9b:1::8.8.8.8]",
        "http://[2002:a9fe:a9fe::]",
        "http://2130706433",
        "http://no-such-host.invalid",
      })
  void refusesWhatLeadsInside(String url) {
    assertThatThrownBy(() -> guard.check(URI.create(url)))
        .isInstanceOf(ModelException.Permission.class)
        .hasMessageContaining("host");
    assertThatCode(() -> EgressGuard.OPEN.check(URI.create(url))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://8.8.8.8/v1",
        "https://172.32.0.1",
        "https://100.128.0.1",
        "https://[2606:4700::1111]",
        "https://[::ffff:8.8.8.8]",
        "https://[64:ff9b::808:808]",
      })
  void letsPublicAddressesPass(String url) {
    assertThatCode(() -> guard.check(URI.create(url))).doesNotThrowAnyException();
  }

  @Test
  void letsPassWhatIsAllowedAndNoMore() {
    EgressGuard allowing = EgressGuard.refusing(List.of("10.1.0.0/16", "LOCALHOST:8000"));

    assertThatCode(() -> allowing.check(URI.create("http://10.1.2.3"))).doesNotThrowAnyException();
    assertThatCode(() -> allowing.check(URI.create("http://localhost:8000/v1")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> allowing.check(URI.create("http://10.2.0.1")))
        .isInstanceOf(ModelException.Permission.class);
    assertThatThrownBy(() -> allowing.check(URI.create("http://localhost:8001")))
        .isInstanceOf(ModelException.Permission.class);
  }

  @Test
  void judgesAnAddressAlikeHoweverItIsWritten() {
    long seed = 20_260_101;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      int bits = random.nextInt();
      String dotted =
          (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
      String hex = Integer.toHexString(bits >>> 16) + ":" + Integer.toHexString(bits & 0xffff);
      boolean plain = passes("http://" + dotted);
      assertThat(
              List.of(
                  passes("http://[::ffff:" + hex + "]"), passes("http://[64:ff9b::" + hex + "]")))
          .as("seed %s, address %s", seed, dotted)
          .containsOnly(plain);
    }
  }

  private boolean passes(String url) {
    try {
      guard.check(URI.create(url));
      return true;
    } catch (ModelException.Permission _) {
      return false;
    }
  }
}
