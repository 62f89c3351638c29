package wtls.itest.phone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;
import wtls.card.transport.Trace;

/**
 * In the test: holds out a card to one phone at a time, and keeps every command and response as
 * they crossed the line.
 */
public final class CardLine implements AutoCloseable {
  private final CardSlot card;
  private final ServerSocket listener;
  private final Thread thread;
  private final List<Trace.Exchange> exchanges = new ArrayList<>();

  /** Begins to wait for phones; the card stays the caller's. */
  public CardLine(CardSlot card) throws IOException {
    this.card = card;
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    thread = new Thread(this::run, "card line");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where phones connect. */
  public int port() {
    return listener.getLocalPort();
  }

  /** All that has crossed so far. */
  public Trace trace() {
    synchronized (exchanges) {
      return new Trace(exchanges);
    }
  }

  private void run() {
    while (!listener.isClosed()) {
      try (Socket phone = listener.accept()) {
        phone.setTcpNoDelay(true);
        serve(phone);
      } catch (IOException e) {
        // This phone has let go of the card, or the test has ended.
      }
      cutPower();
    }
  }

  private void cutPower() {
    try {
      card.reset();
    } catch (CardException e) {
      // It was pulled from under this.
    }
  }

  private void serve(Socket phone) throws IOException {
    CardWire.write(phone.getOutputStream(), CardWire.RESET, card.atr());
    while (true) {
      CardWire.Message message = CardWire.read(phone.getInputStream());
      try {
        byte[] answer = answer(message);
        CardWire.write(phone.getOutputStream(), message.kind(), answer);
      } catch (CardException e) {
        CardWire.write(phone.getOutputStream(), CardWire.REMOVED, new byte[0]);
      }
    }
  }

  private byte[] answer(CardWire.Message message) throws CardException {
    if (message.kind() == CardWire.RESET) {
      card.reset();
      return new byte[0];
    }
    byte[] answer = card.transmit(message.octets());
    synchronized (exchanges) {
      exchanges.add(new Trace.Exchange(message.octets(), answer));
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
