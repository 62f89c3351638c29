package wtls.card.pkcs15;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry of EF(UnusedSpace): room for certificates (WAP-260 9.4.8).
 *
 * @param path the free part of a file
 * @param authId the PIN for writing there; -1 for none
 */
public record UnusedSpace(FilePath path, int authId) {

  /** Reads a file. */
  public static List<UnusedSpace> read(byte[] file) throws MalformedObjectException {
    List<UnusedSpace> spaces = new ArrayList<>();
    for (Tlv entry : Tlv.directory(file)) {
      Tlv path = entry.child(Tlv.SEQUENCE).orElse(null);
      Tlv authId = entry.child(Tlv.OCTET_STRING).orElse(null);
      if (path != null) {
        spaces.add(
            new UnusedSpace(
                FilePath.from(path.children()), authId == null ? Fields.NONE : authId.number()));
      }
    }
    return spaces;
  }

  /** The entry's octets. */
  public byte[] encode() {
    return authId < 0
        ? Der.sequence(path.encode())
        : Der.sequence(path.encode(), Fields.authId(authId));
  }
}
