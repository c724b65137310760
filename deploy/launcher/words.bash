# shellcheck shell=bash
# The words of the launcher: which verbs are its own, what each takes, what it says of itself, and what bash completes.
# Read by deploy/sluice; nothing here does anything to a cluster.

readonly own_verbs='up down status logs kill restart pause resume demo'

# What a verb of ours takes beside --data and --help: N is the number of a node, `=` stands where a value follows.
words_of() {
    case $1 in
        up) echo '--nodes= --port= --access= --tls' ;;
        status) echo '--check --output= -o= --call-timeout= --endpoints= --tls-ca= --tls-cert= --tls-key=' ;;
        logs) echo 'N -f -n=' ;;
        kill | restart | pause | resume) echo 'N' ;;
        demo) echo '--secs= --rate= --drain-secs= --output= -o=' ;;
    esac
}

usage() {
    cat <<'USAGE'
usage: deploy/sluice [--data DIR] VERB [ARGUMENTS]

The cluster on this machine:
  up [--nodes 3] [--port 4565] [--tls] [--access keys]
                                build if needed, start the nodes that do not run, wait until all is led
  down                          stop every node in order
  status                        the processes, and the cluster as it sees itself
  logs N [-f]                   the last lines of node N's log; -f follows it
  kill N                        kill -9 node N
  restart N                     stop node N if it runs, start it, wait until it is ready
  pause N, resume N             freeze node N (SIGSTOP), let it go on (SIGCONT)
  demo                          up, then a producer and a consumer through the death of a leader

Handed to the client's command line:
  queue, group, send, receive, consume, release, delete, move, dead, schedule, msg, key, compare, transfer, drain,
  add-tablets, await-ready, bench, certs, completion

`deploy/sluice VERB --help` explains a verb and does nothing else.

With --data DIR, before the verb or, for those of the first list, after it, everything is about the cluster in that
directory. Without it:
  SLUICE_DATA        where the nodes keep their data (default: .sluice in the repository)
  SLUICE_ENDPOINTS   gRPC addresses for the client's verbs (default: the nodes of SLUICE_DATA)
  SLUICE_TLS_CA      authorities by which the client trusts the nodes of SLUICE_ENDPOINTS; for nodes of this machine
                     it takes those of their cluster, if it has any
In any case:
  SLUICE_TLS_CERT, SLUICE_TLS_KEY  what the client shows of its own to nodes that speak TLS
  SLUICE_CREDENTIALS ID:SECRET of an access key for the client's verbs; SLUICE_CREDENTIALS_FILE names a file with it
                     (default: the root key of this machine's cluster, where it takes keys only)
  SLUICE_JVM_OPTS    further options for the JVM of a node, such as -Xmx2g; the last of two wins
USAGE
}

usage_of() {
    case $1 in
        up) cat <<'USAGE' ;;
usage: deploy/sluice up [--nodes N] [--port P] [--tls] [--access keys] [--data DIR]

Builds if needed, starts those nodes of the cluster that do not run, and waits until every tablet is led. Where there
is no cluster yet, it makes one:
  --nodes N      of so many nodes, 1 to 9 (default: 3)
  --port P       node 1's gRPC port; the other ports follow from it, 10 for each node (default: 4565)
  --tls          with certificates in DIR/tls; it speaks TLS on every port
  --access keys  which takes calls with access keys only; the first key is in DIR/root.key, see `key`
  --data DIR     where the nodes keep their data (default: $SLUICE_DATA, or .sluice in the repository)
USAGE
        down) cat <<'USAGE' ;;
usage: deploy/sluice down [--data DIR]

Stops every node in order. Their data stays; `up` starts them again.
USAGE
        status) cat <<'USAGE' ;;
usage: deploy/sluice status [--data DIR]
       deploy/sluice status [--check] [-o json] [OPTIONS] [--data DIR]

Shows the processes of this machine's cluster, and the cluster as it sees itself: who is reachable, who leads which
tablet, how many entries each replica is behind. With an option it is the client's verb, for scripts, which shows only
what the cluster says, also that of SLUICE_ENDPOINTS:
  --check                  ends with 4 unless every node answers and every tablet is led
  -o, --output table|json  table for people, json for scripts
  --endpoints HOST:PORT,...  --call-timeout SECONDS  --tls-ca FILE  --tls-cert FILE  --tls-key FILE
USAGE
        logs) cat <<'USAGE' ;;
usage: deploy/sluice logs N [-f] [-n LINES] [--data DIR]

Prints the last lines of node N's log.
  -f        goes on with what is added, until it is interrupted
  -n LINES  so many lines (default: 200)
USAGE
        kill) cat <<'USAGE' ;;
usage: deploy/sluice kill N [--data DIR]

Kills node N by SIGKILL, as a crash would.
USAGE
        restart) cat <<'USAGE' ;;
usage: deploy/sluice restart N [--data DIR]

Stops node N in order if it runs, starts it, and waits until it is ready, if a majority of the nodes runs.
USAGE
        pause | resume) cat <<'USAGE' ;;
usage: deploy/sluice pause N [--data DIR]
       deploy/sluice resume N [--data DIR]

Lets node N stand still by SIGSTOP, its connections open, and go on by SIGCONT.
USAGE
        demo) cat <<'USAGE' ;;
usage: deploy/sluice demo [--secs N] [--rate N] [--drain-secs N] [-o json] [--data DIR]

Does `up`, sends and consumes, kills the queue's leader in the middle, restarts it, and counts every message. Ends with
1 when one was lost, when no node was killed, or when the one that was did not come back.
  --secs N        how long to send (default: 20)
  --rate N        messages per second (default: 500)
  --drain-secs N  how long to wait for the last ones (default: 45)
  -o, --output table|json
USAGE
    esac
}

# Prints what bash needs to complete the verbs of ours; the client's script, which knows the others, comes before it.
completion_of_own_verbs() {
    local verb
    echo "_sluice_data() { echo \"\${SLUICE_DATA:-$(printf '%q' "$1")}\"; }"
    echo "_sluice_words() {"
    echo "    case \$1 in"
    for verb in $own_verbs; do
        echo "        $verb) echo '$(words_of "$verb") --data= --help' ;;"
    done
    echo "    esac"
    echo "}"
    cat <<'COMPLETION'
# The numbers of the nodes in a directory.
_sluice_nodes() {
    local folder
    for folder in "$1"/n[1-9]; do
        [[ -d $folder ]] && echo "${folder##*/n}"
    done
}
_sluice_launcher() {
    local given=("${COMP_WORDS[@]}") at=$COMP_CWORD data
    data=$(_sluice_data)
    if [[ ${given[1]-} == --data ]] && ((at > 2)); then # before the verb; the client's script knows nothing of it
        data=${given[2]}
        given=("${given[0]}" "${given[@]:3}")
        at=$((at - 2))
    fi
    local verb=${given[1]-} word=${given[at]-} before=${given[at - 1]} known
    known=$(_sluice_words "$verb")
    if [[ $before == --data ]]; then
        COMPREPLY=($(compgen -d -- "$word"))
    elif ((at == 1)) || [[ -z $known ]]; then
        local COMP_WORDS=("${given[@]}") COMP_CWORD=$at COMP_LINE="${given[*]}"
        _complete_sluice "$@"
        ((at > 1)) || COMPREPLY+=($(compgen -W 'up down logs kill restart pause resume help --data' -- "$word"))
    elif [[ " $known " == *" $before= "* ]]; then
        case $before in
            --tls-*) COMPREPLY=($(compgen -f -- "$word")) ;;
            --access) COMPREPLY=($(compgen -W keys -- "$word")) ;;
            -o | --output) COMPREPLY=($(compgen -W 'table json' -- "$word")) ;;
            *) COMPREPLY=() ;;
        esac
    elif [[ $word != -* && $known == 'N '* ]]; then
        COMPREPLY=($(compgen -W "$(_sluice_nodes "$data")" -- "$word"))
    else
        known=${known#N }
        COMPREPLY=($(compgen -W "${known//=/}" -- "$word"))
    fi
}
complete -F _sluice_launcher -o default sluice
COMPLETION
}
