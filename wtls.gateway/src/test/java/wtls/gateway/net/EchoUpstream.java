package wtls.gateway.net;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import wtls.gateway.upstream.Upstream;
import wtls.gateway.upstream.UpstreamConnection;

/** Answers each payload with itself. */
public final class EchoUpstream implements Upstream {
  @Override
  public UpstreamConnection open(InetSocketAddress client, Consumer<byte[]> replies) {
    return new UpstreamConnection() {
      @Override
      public void send(byte[] datagram) {
        replies.accept(datagram);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
