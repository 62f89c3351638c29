package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.protocol.certificate.WtlsName.Extension;
import wtls.protocol.handshake.Identifier;

class WtlsNameTest {

  @Test
  void parsesAllFields() {
    WtlsName name = WtlsName.parse("Bank; Example Ltd; FI; wap.example.com; T=ca; SN=12=3");

    assertThat(name)
        .isEqualTo(
            new WtlsName(
                "Bank",
                "Example Ltd",
                "FI",
                "wap.example.com",
                List.of(new Extension("T", "ca"), new Extension("SN", "12=3"))));
    assertThat(name.isCa()).isTrue();
  }

  @Test
  void parsesEmptyFieldsAndDoubledSemicolons() {
    WtlsName name = WtlsName.parse("A;; B; ; US; ; OU=x");

    assertThat(name)
        .isEqualTo(new WtlsName("A; B", "", "US", "", List.of(new Extension("OU", "x"))));
    assertThat(name.isCa()).isFalse();
  }

  @Test
  void leavesMissingFieldsEmpty() {
    assertThat(WtlsName.parse("")).isEqualTo(new WtlsName("", "", "", "", List.of()));
    assertThat(WtlsName.parse("Only")).isEqualTo(new WtlsName("Only", "", "", "", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bank; Example; FI",
        "Bank; Example; FI; host",
        "; ; ; ; T=ca",
        "a;;b; c;;; d; e; x=;;y",
        "; ; "
      })
  void formatsWhatItParsed(String text) {
    assertThat(WtlsName.parse(text).format()).isEqualTo(text);
  }

  @Test
  void takesOnlyTheExactExtensionForAnAuthority() {
    assertThat(WtlsName.parse("T=ca; T=ca; T=ca; T=ca").isCa()).isFalse();
    assertThat(WtlsName.parse("; ; ; ; T=cab").isCa()).isFalse();
    assertThat(WtlsName.parse("; ; ; ; OU=T=ca").isCa()).isFalse();
  }

  @Test
  void knowsNoNameThatIsNotText() {
    assertThat(WtlsName.of(Identifier.NULL)).isEmpty();
  }
}
