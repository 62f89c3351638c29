package wtls.launcher.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LadderDrawingTest {

  @Test
  void drawsClass3Handshake() throws Exception {
    assertThat(draw(Glyphs.ASCII, Vectors.ladder(Vectors.CLASS_3).steps()))
        .isEqualTo(
            """
                 ms  octets  phone                                              gateway                   origin
                1.5      83    |- ClientHello ------------------------------------>|                        |
                               |    ServerHello, Certificate, CertificateRequest,  |                        |
                3.0     424    |<-------------------------------- ServerHelloDone -|                        |
                               |  Certificate, ClientKeyExchange,                  |                        |
                4.5     677    |- CertificateVerify, ChangeCipherSpec, [Finished] >|                        |
                6.0      51    |<------------------- ChangeCipherSpec, [Finished] -|                        |
                7.5      45    |- [ApplicationData] ------------------------------>|                        |
                               |                                                   |                        |
            """);
  }

  @Test
  void drawsOriginAndHeadings() throws Exception {
    Ladder ladder = Vectors.ladder(Vectors.ABBREVIATED);
    ladder.asked(0, "GET /deck.wml");
    ladder.answered(348, "200 text/vnd.wap.wml");
    List<Step> steps = new ArrayList<>(ladder.steps());
    steps.add(0, new Step.Heading("abbreviated handshake"));

    assertThat(draw(Glyphs.UNICODE, steps))
        .isEqualTo(
            """
                 ms  octets  phone                                              gateway                   origin
                               │                                                   │                        │
                               │  abbreviated handshake                            │                        │
                1.5      45    │─ ClientHello ────────────────────────────────────▶│                        │
                3.0      91    │◀────── ServerHello, ChangeCipherSpec, [Finished] ─│                        │
                4.5      96    │─ ChangeCipherSpec, [Finished], [ApplicationData] ▶│                        │
                6.0      45    │◀────────────────────────────── [ApplicationData] ─│                        │
                6.0       0    │                                                   │─ GET /deck.wml ───────▶│
                6.0     348    │                                                   │◀ 200 text/vnd.wap.wml ─│
                               │                                                   │                        │
            """);
  }

  @Test
  void drawsTheCardWhereACommandWentToIt() throws Exception {
    List<Step> steps = new ArrayList<>(Vectors.ladder(Vectors.ABBREVIATED).steps());
    steps.add(2, new Step.CardCommand(3_200_000, "FINISH", 98, 116));
    steps.add(new Step.OriginMessage(6_000_000, true, 0, "GET /deck.wml"));

    assertThat(draw(Glyphs.UNICODE, steps))
        .isEqualTo(
            """
                 ms  octets   card                   phone                              gateway           origin
                1.5      45    │                       │─ ClientHello ────────────────────▶│                 │
                               │                       │   ServerHello, ChangeCipherSpec,  │                 │
                3.0      91    │                       │◀───────────────────── [Finished] ─│                 │
                3.2     214    │◀ FINISH ─────────────▶│                                   │                 │
                               │                       │  ChangeCipherSpec, [Finished],    │                 │
                4.5      96    │                       │─ [ApplicationData] ──────────────▶│                 │
                6.0      45    │                       │◀────────────── [ApplicationData] ─│                 │
                6.0       0    │                       │                                   │─ GET /deck.wml ▶│
                               │                       │                                   │                 │
            """);
  }

  @Test
  void clipsWhatIsLongerThanAnArrow() {
    Step message = new Step.OriginMessage(0, true, 0, "GET /a/path/that/does/not/fit.wml");
    Step datagram = new Step.Datagram(0, true, 1, List.of("x".repeat(80)));

    assertThat(draw(Glyphs.ASCII, List.of(message, datagram)))
        .contains("|- GET /a/path/that/d.. >|")
        .contains("x.. ->|");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noLineIsWiderThanTheTerminal(int number) throws Exception {
    List<String> lines = new LadderDrawing(Glyphs.UNICODE).draw(Vectors.ladder(number).steps());

    assertThat(lines).allMatch(line -> line.length() <= LadderDrawing.WIDTH);
  }

  private static String draw(Glyphs glyphs, List<Step> steps) {
    return String.join("\n", new LadderDrawing(glyphs).draw(steps)) + "\n";
  }
}
