package wtls.itest.phone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardSlot;

/** In the phone: a card that is in another process. */
final class RemoteSlot implements CardSlot, AutoCloseable {
  private final String reader;
  private final Socket socket;
  private final byte[] atr;

  RemoteSlot(String reader, int port) throws IOException {
    this.reader = reader;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    atr = CardWire.read(socket.getInputStream()).octets();
  }

  @Override
  public String reader() {
    return reader;
  }

  @Override
  public byte[] atr() {
    return atr.clone();
  }

  @Override
  public int largestData() {
    return 255;
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    return ask(CardWire.COMMAND, command);
  }

  @Override
  public void reset() throws CardException {
    ask(CardWire.RESET, new byte[0]);
  }

  private synchronized byte[] ask(int kind, byte[] octets) throws CardException {
    try {
      CardWire.write(socket.getOutputStream(), kind, octets);
      CardWire.Message answer = CardWire.read(socket.getInputStream());
      if (answer.kind() != CardWire.REMOVED) {
        return answer.octets();
      }
    } catch (IOException e) {
      throw new CardException(Reason.REMOVED, "The card was pulled: put it in again.", e);
    }
    throw new CardException(Reason.REMOVED, "The card was pulled: put it in again.");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
