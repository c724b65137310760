package io.sluice.node.app.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells a node's certificate from one that the same authority has issued to a client: it names, as a subject
 * alternative, the host of a member. A client that could speak to peers could do everything.
 */
final class MemberNames implements RotatingTrust.Further {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private final Set<String> hosts = new TreeSet<>();

    /** Names or addresses of all members, as configured. */
    MemberNames(Collection<String> hosts) {
        hosts.forEach(host -> this.hosts.add(plain(host)));
    }

    @Override
    public void check(X509Certificate certificate) throws CertificateException {
        for (String name : names(certificate)) {
            if (hosts.contains(plain(name))) {
                return;
            }
        }
        throw new CertificateException(certificate.getSubjectX500Principal() + " is no member of the cluster: it names "
                + names(certificate) + " and none of " + hosts);
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
        Set<String> names = new TreeSet<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                int kind = (Integer) alternative.get(0);
                if (kind == DNS || kind == ADDRESS) {
                    names.add(String.valueOf(alternative.get(1)));
                }
            }
        }
        return names;
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        // The JDK writes an address of IPv6 out in full, people do not.
        return lower.equals("::1") ? "0:0:0:0:0:0:0:1" : lower;
    }
}
