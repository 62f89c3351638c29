package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsColumns() {
    Table table = new Table().row("handshake", "full", "abbreviated").row("octets", "1234", "7");

    assertThat(table.lines())
        .containsExactly("handshake   full   abbreviated", "octets      1234   7");
  }
}
