package org.kindling.tracker.cluster;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import java.util.UUID;

/**
 * How Hazelcast is set up: two maps of bytes whose entries lapse, one backup, members found by a list of addresses, and nothing else.
 *
 * <p>It reads no file and no environment. All that it could do beyond is off: multicast and every other way of finding members,
 * memcache, metrics, health monitoring, jobs, calls home; and so are, because nobody turns them on, REST and its health checks, diagnostics, code from
 * other members and the CP subsystem.
 */
final class MemberConfig {
    static final String SIGNED_MAP = "signed";
    static final String BARE_MAP = "bare";
    static final String LOGGING = "slf4j";

    /** Few, because there are few members and little in each; the same for all of them. */
    private static final int PARTITIONS = 31;

    private static final int BACKUPS = 1;
    private static final int MERGED_AT_ONCE = 100;
    private static final int JOIN_SECONDS_MAX = 30;
    private static final int CONNECT_SECONDS_MAX = 3;
    private static final int CALL_MILLIS_MAX = 10_000;
    private static final int GOODBYE_SECONDS_MAX = 3;
    private static final int KNOWN_AFTER_LEAVING_SECONDS = 3_600;

    private MemberConfig() {}

    static Config of(ClusterOptions options, Seat seat) {
        Config config = new Config()
                .setInstanceName("kindling-" + UUID.randomUUID())
                .setClusterName(new SharedSecret(options.secret()).clusterName());
        config.getSerializationConfig().setJavaSerializationFilterConfig(onlyExceptions());
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.getNetworkConfig()
                .setPort(seat.port())
                .setPortAutoIncrement(false)
                .setReuseAddress(true);
        config.getNetworkConfig()
                .getInterfaces()
                .setEnabled(true)
                .addInterface(seat.ip().text());
        config.getNetworkConfig().getMemcacheProtocolConfig().setEnabled(false);
        join(config.getNetworkConfig(), options);
        ClusterLimits limits = options.limits();
        config.addMapConfig(map(SIGNED_MAP, limits.signedSeconds()));
        config.addMapConfig(map(BARE_MAP, limits.bareSeconds()));
        set(config, seat, options.pace());
        return config;
    }

    private static void join(NetworkConfig network, ClusterOptions options) {
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(CONNECT_SECONDS_MAX);
        options.members().forEach(member -> join.getTcpIpConfig().addMember(member.toString()));
    }

    /** Nobody writes twice under one key, so of two entries under one either will do. */
    private static MapConfig map(String name, int seconds) {
        return new MapConfig(name)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setBackupCount(BACKUPS)
                .setTimeToLiveSeconds(seconds)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig(PutIfAbsentMergePolicy.class.getName(), MERGED_AT_ONCE));
    }

    /**
     * What may be read the Java way: the exceptions with which Hazelcast answers a call that failed.
     *
     * <p>Rationale: what is told is bytes under strings, which have serializers of their own; whatever else comes in this form comes from an attacker.
     * Without those exceptions a caller would wait for an answer that it has.
     */
    private static JavaSerializationFilterConfig onlyExceptions() {
        ClassFilter exceptions = new ClassFilter()
                .addPackages("com.hazelcast.core", "com.hazelcast.spi.exception")
                .addClasses(
                        "com.hazelcast.partition.NoDataMemberInClusterException",
                        "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
                        "java.lang.Throwable",
                        "java.lang.Exception",
                        "java.lang.RuntimeException",
                        "java.lang.IllegalStateException",
                        "java.lang.IllegalArgumentException",
                        "java.lang.StackTraceElement",
                        "[Ljava.lang.StackTraceElement;",
                        "java.util.Collections$EmptyList",
                        "java.util.Collections$UnmodifiableCollection",
                        "java.util.Collections$UnmodifiableList",
                        "java.util.Collections$UnmodifiableRandomAccessList",
                        "java.util.ArrayList",
                        "java.util.concurrent.CancellationException",
                        "java.util.concurrent.TimeoutException");
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(exceptions);
    }

    private static void set(Config config, Seat seat, ClusterOptions.Pace pace) {
        set(config, ClusterProperty.PHONE_HOME_ENABLED, false);
        set(config, ClusterProperty.LOGGING_TYPE, LOGGING);
        set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED, false);
        set(config, ClusterProperty.HEALTH_MONITORING_LEVEL, "OFF");
        set(config, ClusterProperty.SOCKET_BIND_ANY, false);
        set(config, ClusterProperty.PREFER_IPv4_STACK, seat.isIpv4());
        set(config, ClusterProperty.TCP_JOIN_PORT_TRY_COUNT, 1);
        set(
                config,
                ClusterProperty.TCP_PREVIOUSLY_JOINED_MEMBER_ADDRESS_RETENTION_DURATION,
                KNOWN_AFTER_LEAVING_SECONDS);
        set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, 0);
        set(config, ClusterProperty.MAX_JOIN_SECONDS, JOIN_SECONDS_MAX);
        set(config, ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, pace.heartbeatSeconds());
        set(config, ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, pace.silenceSeconds());
        set(config, ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, pace.reunionSeconds());
        set(config, ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, pace.reunionSeconds());
        set(config, ClusterProperty.OPERATION_CALL_TIMEOUT_MILLIS, CALL_MILLIS_MAX);
        set(config, ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, GOODBYE_SECONDS_MAX);
        set(config, ClusterProperty.PARTITION_COUNT, PARTITIONS);
        set(config, ClusterProperty.PARTITION_OPERATION_THREAD_COUNT, 2);
        set(config, ClusterProperty.GENERIC_OPERATION_THREAD_COUNT, 2);
        set(config, ClusterProperty.RESPONSE_THREAD_COUNT, 1);
        set(config, ClusterProperty.IO_THREAD_COUNT, 1);
        set(config, ClusterProperty.EVENT_THREAD_COUNT, 1);
    }

    private static void set(Config config, HazelcastProperty property, Object value) {
        config.setProperty(property.getName(), String.valueOf(value));
    }
}
