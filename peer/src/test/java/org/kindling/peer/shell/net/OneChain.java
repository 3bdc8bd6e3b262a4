package org.kindling.peer.shell.net;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows any number of certificates. */
final class OneChain extends X509ExtendedKeyManager {
    private final PrivateKey key;
    private final X509Certificate[] chain;

    OneChain(PrivateKey key, X509Certificate... chain) {
        this.key = key;
        this.chain = chain;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        return "chain";
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return "chain";
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return "chain";
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {"chain"};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[] {"chain"};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
