package wtls.launcher.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.client.UnreachableException;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;

class PageFetchTest {
  private static final URI TARGET = URI.create("http://example.org/a.wml");
  private static final Headers WML = Headers.NONE.with("Content-Type", "text/vnd.wap.wml");

  @Test
  void getsPage() throws Exception {
    FakeConnection connection = connection(request -> List.of(reply(request, 200)));

    Page page = fetch(connection).get(TARGET);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.successful()).isTrue();
    assertThat(page.contentType()).isEqualTo("text/vnd.wap.wml");
    assertThat(page.body()).isEqualTo(new byte[] {'<', 'w'});
    assertThat(connection.requests()).hasSize(1);
    assertThat(connection.requests().get(0).uri()).isEqualTo("http://example.org/a.wml");
  }

  @Test
  void asksAgainWithTheSameNumberUntilAnAnswerComes() throws Exception {
    int[] asked = {0};
    FakeConnection connection =
        connection(request -> ++asked[0] < 3 ? List.of() : List.of(reply(request, 200)));

    Page page = fetch(connection).get(TARGET);

    assertThat(page.time()).isEqualTo(Duration.ofSeconds(10));
    assertThat(connection.requests()).extracting(Request::transactionId).containsExactly(1, 1, 1);
  }

  @Test
  void givesUpWhenNothingComes() {
    FakeConnection connection = connection(request -> List.of());

    assertThatThrownBy(() -> fetch(connection).get(TARGET))
        .isInstanceOf(UnreachableException.class)
        .hasMessage(
            "No answer to the request came in 20 s; the origin may be slow, or the gateway gone.");
    assertThat(connection.requests()).hasSize(4);
  }

  @Test
  void passesOverLateAnswersToEarlierRequests() throws Exception {
    FakeConnection connection =
        connection(
            request ->
                List.of(
                    FakeConnection.datagram(
                        new Reply(request.transactionId() - 1 & 0xff, 500, WML, new byte[0])),
                    reply(request, 404)));
    PageFetch pages = fetch(connection);

    assertThat(pages.get(TARGET).status()).isEqualTo(404);
    assertThat(pages.get(TARGET).successful()).isFalse();
  }

  @Test
  void answerThatIsNotWspIsToldAsSuch() {
    FakeConnection connection =
        connection(request -> List.of(new byte[] {(byte) request.transactionId(), 0x40}));

    assertThatThrownBy(() -> fetch(connection).get(TARGET))
        .isInstanceOf(UnreachableException.class)
        .hasMessageStartingWith("The gateway's answer cannot be read: ")
        .hasMessageEndingWith("is what listens there a gateway for connectionless WSP?");
  }

  @Test
  void transactionNumbersGoRoundAfter255() throws Exception {
    FakeConnection connection = connection(request -> List.of(reply(request, 200)));
    PageFetch pages = fetch(connection);
    for (int i = 0; i < 256; i++) {
      pages.get(TARGET);
    }

    assertThat(connection.requests().get(255).transactionId()).isZero();
  }

  private static FakeConnection connection(Function<Request, List<byte[]>> gateway) {
    return new FakeConnection(Handshake.FULL, gateway);
  }

  private static PageFetch fetch(FakeConnection connection) {
    return new PageFetch(connection, connection::nanoTime, Duration.ofSeconds(5), 4);
  }

  private static byte[] reply(Request request, int status) {
    return FakeConnection.datagram(
        new Reply(request.transactionId(), status, WML, new byte[] {'<', 'w'}));
  }
}
