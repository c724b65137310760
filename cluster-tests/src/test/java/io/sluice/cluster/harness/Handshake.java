package io.sluice.cluster.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Shakes hands with a port of a node as a peer or a client would, and no more. */
public final class Handshake {
    private static final char[] PASSWORD = "memory".toCharArray();
    /** How HTTP/2 begins: the preface, and settings without any. */
    private static final byte[] HELLO =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int MILLIS_MAX = 10_000;

    private Handshake() {}

    /**
     * Shakes hands over TLS, showing a certificate, and waits for the first byte of HTTP/2.
     *
     * @return the serial number of the node's certificate
     * @throws IOException when the node refuses
     */
    public static BigInteger with(int port, Certificates trusted, Certificates own, String name)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(own, name), trust(trusted.authorities()), null);
        SSLSocketFactory factory = context.getSocketFactory();
        try (SSLSocket socket = (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS_MAX);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(HELLO);
            // With TLS 1.3 a server refuses only after the client has done its part.
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the node has closed the connection");
            }
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    /**
     * Speaks HTTP/2 in the clear.
     *
     * @throws IOException when the node does not answer in it
     */
    public static void inTheClear(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS_MAX);
            socket.getOutputStream().write(HELLO);
            byte[] frame = socket.getInputStream().readNBytes(9);
            if (frame.length < 9 || frame[3] != 4) {
                throw new IOException("no settings of HTTP/2 came");
            }
        }
    }

    /** What a node answers to a GET over TLS. */
    public static String get(String address, Certificates trusted) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust(trusted.authorities()), null);
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create(address).toURL().openConnection();
        connection.setSSLSocketFactory(context.getSocketFactory());
        connection.setConnectTimeout(MILLIS_MAX);
        connection.setReadTimeout(MILLIS_MAX);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    /** Trust in the authorities of a file. */
    public static TrustManager[] trust(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry("ca", certificate(authorities));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(Certificates own, String name) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        Certificate[] chain = {certificate(own.file(name + ".pem"))};
        store.setKeyEntry("own", key(own.file(name + ".key")), PASSWORD, chain);
        // Shown whatever authorities the server names: it is the server that is to refuse.
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, PASSWORD);
        return new KeyManager[] {new Shown(factory.getKeyManagers()[0])};
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    }
}
