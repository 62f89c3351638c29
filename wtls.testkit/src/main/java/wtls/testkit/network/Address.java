package wtls.testkit.network;

import java.util.Objects;

/** Where a station is to be reached on a {@link VirtualNetwork}: just a name. */
public record Address(String name) {
  public Address {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String toString() {
    return name;
  }
}
