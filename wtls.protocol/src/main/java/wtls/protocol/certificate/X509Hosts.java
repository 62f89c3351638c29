package wtls.protocol.certificate;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The hosts that an X.509 certificate is for: its alternative names, or where it has none its
 * common names.
 *
 * @param names host names, of which the first label may be a star
 * @param addresses IP addresses, 4 or 16 octets each
 */
record X509Hosts(List<String> names, List<byte[]> addresses) {

  static X509Hosts of(X500Name subject, Extensions extensions) {
    List<String> names = new ArrayList<>();
    List<byte[]> addresses = new ArrayList<>();
    GeneralNames alternatives =
        GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    if (alternatives != null) {
      for (GeneralName name : alternatives.getNames()) {
        if (name.getTagNo() == GeneralName.dNSName) {
          names.add(ASN1IA5String.getInstance(name.getName()).getString());
        } else if (name.getTagNo() == GeneralName.iPAddress) {
          addresses.add(ASN1OctetString.getInstance(name.getName()).getOctets());
        }
      }
    }
    if (names.isEmpty() && addresses.isEmpty()) {
      for (RDN rdn : subject.getRDNs(BCStyle.CN)) {
        names.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
      }
    }
    return new X509Hosts(List.copyOf(names), List.copyOf(addresses));
  }

  boolean match(String host) {
    return names.stream().anyMatch(name -> HostNames.matchWithStar(name, host))
        || addresses.stream().anyMatch(address -> HostNames.isAddress(host, address));
  }
}
