package org.kindling.peer.shell.seed;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;

/**
 * The questions put to one DNS seed at one time, and what their answers add up to. One event loop.
 *
 * <p>Signed records in TXT, addresses in A and AAAA if the seed names their port, hosts and ports in SRV (RFC 2782). What is mangled is counted and
 * spoils nothing else; what is more than {@link Event.SeedAnswered#ANSWERS_MAX} is not looked at.
 */
final class DnsQuestions {
    private static final String SERVICE = "_kindling._tcp.";
    private static final String NO_ANSWER = "no answer";
    private static final int SERVICES_MAX = 8;
    /** After priority and weight. */
    private static final int PORT_AT = 4;

    private static final int CAUSES_MAX = 8;

    /** Where an SRV record says that somebody answers. */
    private record Service(String host, int port) {}

    private final ContextInternal context;
    private final DnsNameResolver resolver;
    private final Seed seed;
    private final String name;
    private final int port;
    private final Set<Endpoint> hints = new LinkedHashSet<>();
    private final List<PeerRecord> records = new ArrayList<>();
    private int mangled;
    private String remark = "";
    private boolean isAnything;
    private @Nullable String failure;

    DnsQuestions(ContextInternal context, DnsNameResolver resolver, Seed seed) {
        this.context = context;
        this.resolver = resolver;
        this.seed = seed;
        int colon = seed.name().indexOf(':');
        this.name = colon < 0 ? seed.name() : seed.name().substring(0, colon);
        this.port = colon < 0 ? 0 : Integer.parseInt(seed.name().substring(colon + 1));
    }

    Future<Event.SeedAnswered> ask() {
        List<Service> services = new ArrayList<>();
        List<Future<?>> questions = new ArrayList<>();
        questions.add(query(name, DnsRecordType.TXT, content -> takeText(text(content))));
        if (port > 0) {
            questions.add(addresses(new Service(name, port)));
        }
        questions.add(query(SERVICE + name, DnsRecordType.SRV, content -> services.add(service(content)))
                .compose(asked -> Future.join(services.stream()
                        .limit(SERVICES_MAX)
                        .map(this::addresses)
                        .toList())));
        return Future.join(questions).transform(asked -> answer());
    }

    private Future<Event.SeedAnswered> answer() {
        if (!isAnything) {
            return Future.failedFuture(
                    new SeedSilence(failure == null ? "nothing is listed under this name" : failure));
        }
        if (mangled > 0) {
            remark = mangled + (mangled == 1 ? " record is" : " records are") + " of no use: " + remark;
        }
        return Future.succeededFuture(new Event.SeedAnswered(seed, List.copyOf(hints), records, remark));
    }

    // ------------------------------------------------------------------ what is answered

    /** The strings of a TXT record, joined. */
    private static String text(ByteBuf content) {
        StringBuilder text = new StringBuilder();
        while (content.isReadable()) {
            int length = Math.min(content.readUnsignedByte(), content.readableBytes());
            text.append(content.readCharSequence(length, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private void takeText(String text) {
        if (!SeedText.isOurs(text) || records.size() >= Event.SeedAnswered.ANSWERS_MAX) {
            return;
        }
        try {
            records.add(SeedText.read(text));
        } catch (MalformedException e) {
            mangled++;
            remark = "a text that should be a peer record is none, " + e.getMessage();
        }
    }

    private static Service service(ByteBuf content) {
        content.skipBytes(PORT_AT);
        int servicePort = content.readUnsignedShort();
        return new Service(DefaultDnsRecordDecoder.decodeName(content), servicePort);
    }

    private Future<?> addresses(Service service) {
        return Future.join(
                query(service.host(), DnsRecordType.A, content -> takeAddress(content, service.port())),
                query(service.host(), DnsRecordType.AAAA, content -> takeAddress(content, service.port())));
    }

    private void takeAddress(ByteBuf content, int hostPort) {
        if (hints.size() < Event.SeedAnswered.ANSWERS_MAX) {
            byte[] address = new byte[content.readableBytes()];
            content.readBytes(address);
            hints.add(new Endpoint(NetUtil.bytesToIpAddress(address), hostPort));
        }
    }

    // ------------------------------------------------------------------ one question

    /** Completes when there is an answer, or will be none: then a word is kept of why. */
    private Future<?> query(String about, DnsRecordType type, Consumer<ByteBuf> each) {
        Promise<Boolean> answer = context.promise();
        resolver.resolveAll(new DefaultDnsQuestion(about, type))
                .addListener((io.netty.util.concurrent.Future<List<DnsRecord>> result) -> {
                    if (result.isSuccess()) {
                        result.getNow().forEach(record -> read(record, each));
                    } else {
                        miss(words(result.cause()));
                    }
                    answer.complete(result.isSuccess());
                });
        return answer.future();
    }

    /** What cannot be read is passed over: the rest of the answer may still be of use. */
    private void read(DnsRecord record, Consumer<ByteBuf> each) {
        isAnything = true;
        try {
            if (record instanceof DnsRawRecord raw) {
                each.accept(raw.content());
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DecoderException e) {
            mangled++;
            remark = "one of its records is mangled";
        } finally {
            ReferenceCountUtil.release(record);
        }
    }

    private void miss(String words) {
        if (failure == null || words.startsWith(NO_ANSWER)) {
            failure = words;
        }
    }

    private static String words(Throwable cause) {
        @Nullable Throwable current = cause;
        for (int i = 0; i < CAUSES_MAX && current != null; i++) {
            if (current instanceof DnsNameResolverTimeoutException) {
                return NO_ANSWER + " from the DNS server in time";
            }
            if (current instanceof DnsErrorCauseException told) {
                return told.getCode().equals(DnsResponseCode.NXDOMAIN)
                        ? "DNS knows no such name"
                        : "the DNS server answered " + told.getCode();
            }
            current = current.getCause();
        }
        return "nothing is listed under this name";
    }
}
