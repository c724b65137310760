# shellcheck shell=bash
# How the launcher calls the client's command line, and whose cluster that is for. Read by deploy/sluice.

# AWS's SDK is needed by one benchmark only, and is built and put on the class path for that.
build_aws() {
    [[ -f $aws_jar ]] && return
    echo "building the client with AWS's SDK (once)"
    "$root/mvnw" -q -Dquick -DskipTests -pl client/aws-bench -am package
}

# Becomes the client's command line, in the environment as it is.
client() {
    local program=(-jar "$cli_jar")
    if [[ ${1:-} == bench && " $* " == *" --aws"[\ =]* ]]; then
        build_aws
        program=(-cp "$cli_jar:$aws_jar:${aws_jar%/*}/lib/*" io.sluice.client.cli.Main)
    fi
    local life=(-XX:TieredStopAtLevel=1) # a short one is not worth the optimizing compiler
    case ${1:-} in
        consume) life=() ;;
        # What drives a cluster as fast as it goes must not spend itself on collecting.
        bench | demo) life=(-Xms640m -Xmx640m -XX:NewRatio=1) ;;
    esac
    exec "$(java_bin)" -Xmx512m -XX:+UseSerialGC -Xshare:auto "${no_leak_traces[@]}" ${life[@]+"${life[@]}"} \
        "${program[@]}" "$@"
}

# Has the client reach the cluster of $data. Where it listens and which authority vouches for it is known here, so
# that what the environment says of another cluster does not count.
reach_cluster() {
    SLUICE_ENDPOINTS=$(endpoints)
    export SLUICE_ENDPOINTS
    if is_tls; then
        export SLUICE_TLS_CA=$data/tls/ca.pem
    else
        unset SLUICE_TLS_CA SLUICE_TLS_CERT SLUICE_TLS_KEY # any of them would have it speak TLS
    fi
}

# Becomes a verb of the client's as the user calls it: for the cluster of $data, or for that of SLUICE_ENDPOINTS.
cli() {
    build
    if [[ -n $data_named || -z ${SLUICE_ENDPOINTS:-} ]]; then
        if [[ -z $(nodes) ]]; then
            require_other_nodes "$@"
        else
            reach_cluster
            if [[ -f $data/access && -z ${SLUICE_CREDENTIALS:-}${SLUICE_CREDENTIALS_FILE:-} ]]; then
                export SLUICE_CREDENTIALS_FILE=$data/root.key
            fi
        fi
    fi
    client "$@"
}

# Where there is no cluster, lets pass what calls none or names another. The rest would reach whoever listens at the
# usual ports.
require_other_nodes() {
    case " $* " in
        " certs "* | " completion "* | *" --endpoints"[\ =]* | *" --help "* | *" -h "* | *" --version "* | *" -V "*) ;;
        *) die "there is no cluster in $data: start one by deploy/sluice up, or name its nodes by --endpoints" 3 ;;
    esac
}

# Becomes a call of the launcher's own to its cluster: neither addresses nor keys of others count.
own_cli() {
    build
    reach_cluster
    unset SLUICE_TLS_CERT SLUICE_TLS_KEY SLUICE_CREDENTIALS SLUICE_CREDENTIALS_FILE
    if [[ -f $data/access ]]; then
        export SLUICE_CREDENTIALS_FILE=$data/root.key
    fi
    client "$@"
}
