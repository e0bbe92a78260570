/*
 * The least that a program must do for the same work as routerd: what it reaches on a machine is
 * the limit there. As routerd does, it asks for an acknowledgement of the last route of a datagram
 * alone: a refusal of another would be told all the same. One task a run; prints how long it took
 * in nanoseconds.
 *
 *   limit install N DEVICE GATEWAY [P]  add N host routes from 10.0.0.0 on, table 1000, protocol P
 *   limit through N ID                  the same through nexthop object ID
 *   limit replace N DEVICE GATEWAY      put other routes in their place
 *   limit guarded N DEVICE GATEWAY      the same, looking before each datagram what was told of routes
 *                                       meanwhile, so that none of another protocol is replaced
 *   limit object ID DEVICE GATEWAY      make or replace one nexthop object
 *   limit dump                          list table 1000, printing nothing of it
 *   limit keep                          the same into a hash table
 *   limit carrier DEVICE OTHER GATEWAY  whenever DEVICE loses its carrier, replace the default route
 *   limit handed DEVICE OTHER GATEWAY   the same by three threads: one reads, one decides, and one,
 *                                       which may wait for the kernel's routing lock, sends
 *   limit connect N PORT                N tcp connections to 127.0.0.1, 256 at once
 *   limit pinned N PORT                 the same as routerd makes sure of its path: the device is
 *                                       read back, the route looked up, errors are asked for, the
 *                                       source and the round trip read, a socket that has connected
 *                                       is used again; N echoes if PORT is 0
 *   limit paced N PORT                  the same, one each millisecond; prints the CPU's time
 *   limit batched N                     N such echoes, 32 with each call that can take so many
 *   limit serve PORT                    takes those connections until it is ended
 *   limit cut NAMESPACE DEVICE          puts DEVICE there down; prints how long after that a new
 *                                       default route here was told
 *   limit first                         prints the monotonic clock at the next new default route
 *   limit flow NAMESPACE ADDRESS RATE   sends RATE packets a second to ADDRESS, takes them there, until
 *                                       its input ends; prints how many were sent, how many came,
 *                                       and how many were sent behind the last that came
 *   limit arrive N                      looks each millisecond for N new routes of table 1000; prints
 *                                       how long the last was told after the first
 *   limit rested LINES MILLIS           goes from one cache line to the next after a rest
 *   limit blast ADDRESS SECONDS         sends UDP as fast as it goes; prints how many were taken
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <linux/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

unsigned if_nametoindex(const char *name); /* net/if.h and linux/if.h do not go together */

enum { TABLE = 1000, BATCH = 128, BUFFER = 64 * 1024, SHARED = 8, AT_ONCE = 256, MANY = 32 };

static char out[BUFFER], in[BUFFER];
static uint32_t sequence;
static int protocol = 115;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int open_socket(int group) {
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  struct sockaddr_nl local = {.nl_family = AF_NETLINK};
  int one = 1, room = 1 << 20;
  if (fd < 0 || bind(fd, (struct sockaddr *)&local, sizeof local) < 0) die("netlink");
  setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof one);
  setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
  setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof one);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
  if (group && setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0) die("group");
  return fd;
}

static char *attribute(char *at, int type, const void *value, int length) {
  struct rtattr *a = (struct rtattr *)at;
  a->rta_type = type;
  a->rta_len = RTA_LENGTH(length);
  memcpy(RTA_DATA(a), value, length);
  return at + RTA_SPACE(length);
}

static char *route(char *at, int flags, int table, int bits, uint32_t to, uint32_t device, uint32_t gateway, uint32_t object) {
  struct nlmsghdr *h = (struct nlmsghdr *)at;
  struct rtmsg *r = NLMSG_DATA(h);
  uint32_t wide = table;
  *h = (struct nlmsghdr){.nlmsg_type = RTM_NEWROUTE, .nlmsg_flags = NLM_F_REQUEST | flags, .nlmsg_seq = ++sequence};
  *r = (struct rtmsg){.rtm_family = AF_INET, .rtm_dst_len = bits, .rtm_protocol = protocol, .rtm_type = RTN_UNICAST};
  char *end = (char *)(r + 1);
  end = attribute(end, RTA_TABLE, &wide, 4);
  if (bits) end = attribute(end, RTA_DST, &to, 4);
  if (object) {
    end = attribute(end, RTA_NH_ID, &object, 4);
  } else {
    end = attribute(end, RTA_GATEWAY, &gateway, 4);
    end = attribute(end, RTA_OIF, &device, 4);
  }
  h->nlmsg_len = end - at;
  return end;
}

/* Sends the messages up to END, of which LAST is the last, and waits until it is acknowledged. */
static void exchange(int fd, char *end, struct nlmsghdr *last) {
  last->nlmsg_flags |= NLM_F_ACK;
  if (send(fd, out, end - out, 0) < 0) die("send");
  for (int done = 0; !done;) {
    int length = recv(fd, in, sizeof in, 0);
    if (length < 0) die("recv");
    for (struct nlmsghdr *h = (struct nlmsghdr *)in; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length)) {
      if (h->nlmsg_type != NLMSG_ERROR) continue;
      int error = ((struct nlmsgerr *)NLMSG_DATA(h))->error;
      if (error) {
        errno = -error;
        die("kernel");
      }
      done = h->nlmsg_seq == last->nlmsg_seq;
    }
  }
}

/* Takes in what was told of routes; none may be another's. */
static void look(int events) {
  for (int length; (length = recv(events, in, sizeof in, MSG_DONTWAIT)) > 0;)
    for (struct nlmsghdr *h = (struct nlmsghdr *)in; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length))
      if (((struct rtmsg *)NLMSG_DATA(h))->rtm_protocol != protocol) die("not ours");
}

static void install(int flags, int n, uint32_t device, uint32_t gateway, uint32_t object, int events) {
  int fd = open_socket(0);
  long long start = now();
  for (int done = 0; done < n;) {
    char *end = out, *last = out;
    if (events) look(events);
    for (int count = 0; count < BATCH && done < n; count++, done++) {
      last = end;
      end = route(end, flags, TABLE, 32, htonl(0x0a000000 + done), device, gateway, object);
    }
    exchange(fd, end, (struct nlmsghdr *)last);
  }
  printf("%lld\n", now() - start);
}

static void object(uint32_t id, uint32_t device, uint32_t gateway) {
  int fd = open_socket(0);
  struct nlmsghdr *h = (struct nlmsghdr *)out;
  struct nhmsg *m = NLMSG_DATA(h);
  *h = (struct nlmsghdr){.nlmsg_type = RTM_NEWNEXTHOP, .nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_REPLACE, .nlmsg_seq = ++sequence};
  *m = (struct nhmsg){.nh_family = AF_INET, .nh_protocol = protocol};
  char *end = (char *)(m + 1);
  end = attribute(end, NHA_ID, &id, 4);
  end = attribute(end, NHA_GATEWAY, &gateway, 4);
  end = attribute(end, NHA_OIF, &device, 4);
  h->nlmsg_len = end - out;
  long long start = now();
  exchange(fd, end, h);
  printf("%lld\n", now() - start);
}

/* A route that is kept where it is found by its key, as a model of the kernel has to. */
struct route {
  struct route *next;
  uint32_t destination, metric, table, gateway, device;
  uint8_t length, protocol, scope, type;
};

static struct route *routes[1 << 20];

static uint32_t hash(const struct route *r) {
  return (r->destination * 31 + r->metric) * 2654435761u >> 12;
}

static void keep(struct nlmsghdr *h) {
  struct rtmsg *m = NLMSG_DATA(h);
  int left = RTM_PAYLOAD(h);
  struct route *r = malloc(sizeof *r);
  *r = (struct route){.length = m->rtm_dst_len, .protocol = m->rtm_protocol, .scope = m->rtm_scope, .type = m->rtm_type};
  for (struct rtattr *a = RTM_RTA(m); RTA_OK(a, left); a = RTA_NEXT(a, left)) {
    uint32_t value = *(uint32_t *)RTA_DATA(a);
    if (a->rta_type == RTA_DST) r->destination = value;
    else if (a->rta_type == RTA_PRIORITY) r->metric = value;
    else if (a->rta_type == RTA_TABLE) r->table = value;
    else if (a->rta_type == RTA_GATEWAY) r->gateway = value;
    else if (a->rta_type == RTA_OIF) r->device = value;
  }
  struct route **place = routes + hash(r);
  for (struct route *there = *place; there; there = there->next)
    if (there->destination == r->destination && there->metric == r->metric && there->table == r->table) die("two at one key");
  r->next = *place;
  *place = r;
}

static void dump(int keeps) {
  int fd = open_socket(0);
  struct nlmsghdr *h = (struct nlmsghdr *)out;
  struct rtmsg *r = NLMSG_DATA(h);
  uint32_t table = TABLE;
  *h = (struct nlmsghdr){.nlmsg_type = RTM_GETROUTE, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = ++sequence};
  *r = (struct rtmsg){.rtm_family = AF_INET};
  char *end = attribute((char *)(r + 1), RTA_TABLE, &table, 4);
  h->nlmsg_len = end - out;
  long long start = now(), sum = 0, count = 0;
  if (send(fd, out, end - out, 0) < 0) die("send");
  for (;;) {
    int length = recv(fd, in, sizeof in, 0);
    if (length < 0) die("recv");
    for (h = (struct nlmsghdr *)in; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length)) {
      if (h->nlmsg_type == NLMSG_DONE) {
        fprintf(stderr, "%lld routes, %llx\n", count, sum);
        printf("%lld\n", now() - start);
        return;
      }
      r = NLMSG_DATA(h);
      int left = RTM_PAYLOAD(h);
      count++;
      if (keeps) {
        keep(h);
        continue;
      }
      for (struct rtattr *a = RTM_RTA(r); RTA_OK(a, left); a = RTA_NEXT(a, left))
        if (a->rta_type == RTA_DST || a->rta_type == RTA_GATEWAY || a->rta_type == RTA_OIF) sum += *(uint32_t *)RTA_DATA(a);
    }
  }
}

static void await_loss(int events, int wanted) {
  for (;;) {
    int length = recv(events, in, sizeof in, 0);
    if (length < 0) die("recv");
    for (struct nlmsghdr *h = (struct nlmsghdr *)in; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length)) {
      struct ifinfomsg *link = NLMSG_DATA(h);
      if (h->nlmsg_type == RTM_NEWLINK && link->ifi_index == wanted && !(link->ifi_flags & IFF_LOWER_UP)) return;
    }
  }
}

static void replace_default(int fd, uint32_t device, uint32_t gateway) {
  exchange(fd, route(out, NLM_F_CREATE | NLM_F_REPLACE, RT_TABLE_MAIN, 0, 0, device, gateway, 0), (struct nlmsghdr *)out);
}

static void carrier(const char *name, uint32_t device, uint32_t gateway) {
  int events = open_socket(RTNLGRP_LINK), fd = open_socket(0);
  puts("ready");
  fflush(stdout);
  for (unsigned watched = if_nametoindex(name);;) {
    await_loss(events, watched);
    replace_default(fd, device, gateway);
  }
}

/* Whose turn it is; each waits for its own, and gives it to the next. */
enum { READ, DECIDE, SEND };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given[] = {PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER};
static int turn = READ;

static void await_turn(int mine) {
  pthread_mutex_lock(&lock);
  while (turn != mine) pthread_cond_wait(given + mine, &lock);
  pthread_mutex_unlock(&lock);
}

static void give_turn(int next) {
  pthread_mutex_lock(&lock);
  turn = next;
  pthread_cond_signal(given + next);
  pthread_mutex_unlock(&lock);
}

static void *decide(void *unused) {
  for (;;) {
    await_turn(DECIDE);
    give_turn(SEND);
  }
  return unused;
}

struct sending {
  int routes, fd;
  uint32_t device, gateway;
};

/* Looks what was told of routes meanwhile, so that none of another is replaced. */
static void *send_out(void *argument) {
  struct sending *way = argument;
  for (;;) {
    await_turn(SEND);
    recv(way->routes, in, sizeof in, MSG_DONTWAIT);
    replace_default(way->fd, way->device, way->gateway);
    usleep(10000); /* what is told of our own route is taken in long before the next cut */
    while (recv(way->routes, in, sizeof in, MSG_DONTWAIT) > 0) {}
    give_turn(READ);
  }
  return 0;
}

static void handed(const char *name, uint32_t device, uint32_t gateway) {
  struct sending way = {open_socket(RTNLGRP_IPV4_ROUTE), open_socket(0), device, gateway};
  int events = open_socket(RTNLGRP_LINK);
  unsigned watched = if_nametoindex(name);
  pthread_t decider, sender;
  if (pthread_create(&decider, 0, decide, 0) || pthread_create(&sender, 0, send_out, &way)) die("thread");
  puts("ready");
  fflush(stdout);
  for (;;) {
    await_loss(events, watched);
    give_turn(DECIDE);
    await_turn(READ); /* IN and OUT are those of who has the turn */
  }
}

static int begin(int epoll, struct sockaddr_in *to) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct linger none = {1, 0};
  struct epoll_event event = {.events = EPOLLOUT, .data.fd = fd};
  if (fd < 0) die("socket");
  if (setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2) < 0) die("SO_BINDTODEVICE");
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
  if (connect(fd, (struct sockaddr *)to, sizeof *to) < 0 && errno != EINPROGRESS) die("connect");
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
  return fd;
}

static void connect_all(int n, int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct epoll_event ready[AT_ONCE];
  int epoll = epoll_create1(EPOLL_CLOEXEC), begun = 0, done = 0;
  long long start = now();
  while (done < n) {
    while (begun < n && begun - done < AT_ONCE) {
      begin(epoll, &to);
      begun++;
    }
    int count = epoll_wait(epoll, ready, AT_ONCE, 5000);
    if (count <= 0) die("epoll_wait");
    for (int i = 0; i < count; i++) {
      int error = 0;
      socklen_t size = sizeof error;
      getsockopt(ready[i].data.fd, SOL_SOCKET, SO_ERROR, &error, &size);
      if (error) {
        errno = error;
        die("connected");
      }
      close(ready[i].data.fd);
      done++;
    }
  }
  printf("%lld\n", now() - start);
}

/* Asks for the kernel's route to the target by the device, as the probe of a path does before it sends. */
static char *question(char *at, struct sockaddr_in *to, uint32_t device) {
  struct nlmsghdr *h = (struct nlmsghdr *)at;
  struct rtmsg *r = NLMSG_DATA(h);
  *h = (struct nlmsghdr){.nlmsg_type = RTM_GETROUTE, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = ++sequence};
  *r = (struct rtmsg){.rtm_family = AF_INET, .rtm_dst_len = 32, .rtm_flags = RTM_F_LOOKUP_TABLE | RTM_F_FIB_MATCH};
  char *end = attribute((char *)(r + 1), RTA_DST, &to->sin_addr, 4);
  end = attribute(end, RTA_OIF, &device, 4);
  h->nlmsg_len = end - at;
  return end;
}

static void lookup(int fd, struct sockaddr_in *to, uint32_t device) {
  char *end = question(out, to, device);
  if (send(fd, out, end - out, 0) < 0 || recv(fd, in, sizeof in, 0) < 0) die("lookup");
  if (((struct nlmsghdr *)in)->nlmsg_type != RTM_NEWROUTE) die("no route");
}

/* A socket that can only send by the device, as the kernel confirms. */
static int open_pinned(int echo, int *device) {
  int fd = socket(AF_INET, (echo ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC, echo ? IPPROTO_ICMP : 0), one = 1;
  struct linger none = {1, 0};
  char name[16];
  socklen_t size = sizeof name;
  if (fd < 0) die(echo ? "ping socket (net.ipv4.ping_group_range)" : "socket");
  if (setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2) < 0) die("SO_BINDTODEVICE");
  getsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name, &size);
  size = sizeof *device;
  getsockopt(fd, SOL_SOCKET, SO_BINDTOIFINDEX, device, &size);
  if (!echo) setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
  setsockopt(fd, SOL_IP, IP_RECVERR, &one, sizeof one);
  return fd;
}

/* Sockets that have connected: bound as they were, and else as new. */
static int idle[AT_ONCE], idles;

static void read_back(int fd) {
  char name[16];
  socklen_t size = sizeof name;
  if (getsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name, &size) < 0 || strcmp(name, "lo")) die("bound device");
}

static void begin_connection(int epoll, int kernel, struct sockaddr_in *to) {
  int device = 1, fd = idles ? idle[--idles] : -1;
  struct epoll_event event = {.events = EPOLLOUT};
  if (fd < 0) fd = open_pinned(0, &device);
  else read_back(fd);
  lookup(kernel, to, device);
  if (connect(fd, (struct sockaddr *)to, sizeof *to) < 0 && errno != EINPROGRESS) die("connect");
  event.data.fd = fd;
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

static void end_connection(int epoll, int fd) {
  static char info[72]; /* struct tcp_info as far as tcpi_rtt */
  struct sockaddr nobody = {.sa_family = AF_UNSPEC};
  struct sockaddr_in local;
  socklen_t size = sizeof info;
  if (getsockopt(fd, IPPROTO_TCP, 11 /* TCP_INFO */, info, &size) < 0 || info[0] != 1) die("not established");
  size = sizeof local;
  getsockname(fd, (struct sockaddr *)&local, &size);
  if (epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL) < 0) die("epoll_ctl");
  if (connect(fd, &nobody, sizeof nobody) < 0) die("disconnect");
  idle[idles++] = fd;
}

/* Echoes share a socket, and need none of their own. */
static int open_echoes(int epoll) {
  int device, fd = open_pinned(1, &device), one = 1;
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one);
  setsockopt(fd, SOL_IP, IP_PKTINFO, &one, sizeof one);
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
  return fd;
}

static int awaited[1024]; /* how many answers, by socket */

static void begin_echo(int fd, int kernel, struct sockaddr_in *to) {
  static char request[24] = {8}; /* ICMP_ECHO; the kernel sums it up */
  read_back(fd);
  lookup(kernel, to, 1);
  if (sendto(fd, request, sizeof request, 0, (struct sockaddr *)to, sizeof *to) < 0) die("echo");
  awaited[fd]++;
}

static int end_echoes(struct epoll_event *ready) {
  static char data[4096], control[512];
  static struct sockaddr_in from;
  int fd = ready->data.fd, count = 0;
  struct iovec part = {data, sizeof data};
  while (awaited[fd] > 0) {
    struct msghdr message = {&from, sizeof from, &part, 1, control, sizeof control, 0};
    if (recvmsg(fd, &message, MSG_DONTWAIT) < 0) break;
    awaited[fd]--;
    count++;
  }
  if (ready->events & EPOLLERR) die("echo refused");
  return count;
}

/* Many messages of one call. */
struct messages {
  struct mmsghdr all[MANY];
  struct iovec part[MANY];
  struct sockaddr_in from[MANY];
  char data[MANY][512], control[MANY][512];
};

static int receive(int fd, struct messages *m, int count, int flags) {
  for (int i = 0; i < count; i++) {
    m->part[i] = (struct iovec){m->data[i], sizeof m->data[i]};
    m->all[i].msg_hdr =
        (struct msghdr){&m->from[i], sizeof m->from[i], &m->part[i], 1, m->control[i], sizeof m->control[i], 0};
  }
  return recvmmsg(fd, m->all, count, flags, 0);
}

static void begin_echoes(int fd, int kernel, struct sockaddr_in *to) {
  static struct messages told;
  static char request[24] = {8}; /* ICMP_ECHO */
  static struct mmsghdr sent[MANY];
  struct iovec part = {request, sizeof request};
  char *end = out;
  for (int i = 0; i < MANY; i++) {
    read_back(fd);
    end = question(end, to, 1);
    sent[i].msg_hdr = (struct msghdr){to, sizeof *to, &part, 1, 0, 0, 0};
  }
  if (send(kernel, out, end - out, 0) < 0) die("lookups");
  for (int i = 0; i < MANY;) {
    int count = receive(kernel, &told, MANY - i, 0);
    if (count <= 0) die("lookups");
    for (int k = 0; k < count; k++)
      if (((struct nlmsghdr *)told.data[k])->nlmsg_type != RTM_NEWROUTE) die("no route");
    i += count;
  }
  if (sendmmsg(fd, sent, MANY, 0) != MANY) die("echoes");
}

static void batched(int n) {
  static struct messages answers;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct epoll_event ready[SHARED];
  int epoll = epoll_create1(EPOLL_CLOEXEC), kernel = open_socket(0), begun = 0, done = 0, echoes[SHARED];
  for (int i = 0; i < SHARED; i++) echoes[i] = open_echoes(epoll);
  long long start = now();
  while (done < n) {
    for (; begun < n && begun - done <= AT_ONCE - MANY; begun += MANY) begin_echoes(echoes[begun / MANY % SHARED], kernel, &to);
    int count = epoll_wait(epoll, ready, SHARED, 5000);
    if (count <= 0) die("epoll_wait");
    for (int i = 0; i < count; i++) {
      int came = receive(ready[i].data.fd, &answers, MANY, MSG_DONTWAIT);
      if (came > 0) done += came;
      if (ready[i].events & EPOLLERR) die("echo refused");
    }
  }
  printf("%lld\n", now() - start);
}

static void pinned(int n, int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct epoll_event ready[AT_ONCE];
  int epoll = epoll_create1(EPOLL_CLOEXEC), kernel = open_socket(0), begun = 0, done = 0, echoes[SHARED];
  for (int i = 0; i < SHARED && !port; i++) echoes[i] = open_echoes(epoll);
  long long start = now();
  while (done < n) {
    for (; begun < n && begun - done < AT_ONCE; begun++) {
      if (port) begin_connection(epoll, kernel, &to);
      else begin_echo(echoes[begun % SHARED], kernel, &to);
    }
    int count = epoll_wait(epoll, ready, AT_ONCE, 5000);
    if (count <= 0) die("epoll_wait");
    for (int i = 0; i < count; i++) {
      if (port) end_connection(epoll, ready[i].data.fd);
      done += port ? 1 : end_echoes(&ready[i]);
    }
  }
  printf("%lld\n", now() - start);
}

static void paced(int n, int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct epoll_event ready;
  struct timespec used;
  int epoll = epoll_create1(EPOLL_CLOEXEC), kernel = open_socket(0), echoes = port ? -1 : open_echoes(epoll);
  for (int i = 0; i < n; i++) {
    usleep(1000);
    if (port) begin_connection(epoll, kernel, &to);
    else begin_echo(echoes, kernel, &to);
    if (epoll_wait(epoll, &ready, 1, 5000) != 1) die("epoll_wait");
    if (port) end_connection(epoll, ready.data.fd);
    else end_echoes(&ready);
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  printf("%lld\n", used.tv_sec * 1000000000LL + used.tv_nsec);
}

static int is_default(struct nlmsghdr *h) {
  struct rtmsg *r = NLMSG_DATA(h);
  return h->nlmsg_type == RTM_NEWROUTE && r->rtm_dst_len == 0 && r->rtm_family == AF_INET && r->rtm_table == RT_TABLE_MAIN;
}

static void await_default(int events) {
  for (;;) {
    int length = recv(events, in, sizeof in, 0);
    if (length < 0) die("recv");
    for (struct nlmsghdr *h = (struct nlmsghdr *)in; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length))
      if (is_default(h)) return;
  }
}

/* Who decides is watched from outside, so that all are measured alike, and on one clock: from right
   before the request that takes the carrier until the kernel tells of the new route, which it does
   as it carries out the request that it then acknowledges. The watcher runs at once, where the
   machine lets it: one that is woken late would take the end for later. */
static void cut(const char *space, const char *name) {
  struct sched_param first = {.sched_priority = 1};
  int events = open_socket(RTNLGRP_IPV4_ROUTE), far = open(space, O_RDONLY | O_CLOEXEC);
  if (far < 0 || setns(far, CLONE_NEWNET) < 0) die(space);
  int fd = open_socket(0);
  struct nlmsghdr *h = (struct nlmsghdr *)out;
  struct ifinfomsg *link = NLMSG_DATA(h);
  *h = (struct nlmsghdr){.nlmsg_len = NLMSG_LENGTH(sizeof *link), .nlmsg_type = RTM_NEWLINK, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = ++sequence};
  *link = (struct ifinfomsg){.ifi_index = if_nametoindex(name), .ifi_change = IFF_UP};
  if (sched_setscheduler(0, SCHED_FIFO, &first) < 0) perror("the watcher waits for its turn");
  long long start = now();
  exchange(fd, (char *)(link + 1), h);
  await_default(events);
  printf("%lld\n", now() - start);
}

static void first(void) {
  int fd = open_socket(RTNLGRP_IPV4_ROUTE);
  puts("ready");
  fflush(stdout);
  await_default(fd);
  printf("%lld\n", now());
}

static int is_of_table(struct nlmsghdr *h) {
  struct rtmsg *r = NLMSG_DATA(h);
  int left = RTM_PAYLOAD(h);
  if (h->nlmsg_type != RTM_NEWROUTE) return 0;
  for (struct rtattr *a = RTM_RTA(r); RTA_OK(a, left); a = RTA_NEXT(a, left))
    if (a->rta_type == RTA_TABLE) return *(uint32_t *)RTA_DATA(a) == TABLE;
  return 0;
}

static void arrive(int n) {
  int fd = open_socket(RTNLGRP_IPV4_ROUTE), room = 1 << 30;
  long long begin = 0;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) < 0) die("room for all that is told");
  puts("ready");
  fflush(stdout);
  while (n > 0) {
    int length = recv(fd, in, sizeof in, MSG_DONTWAIT);
    if (length < 0 && errno == EAGAIN) {
      usleep(1000); /* to be woken for each would slow down who installs them */
      continue;
    }
    if (length < 0) die("recv");
    for (struct nlmsghdr *h = (struct nlmsghdr *)in; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length)) {
      if (!is_of_table(h)) continue;
      if (!begin) begin = now();
      n--;
    }
  }
  printf("%lld\n", now() - begin);
}

static void blast(uint32_t to, int seconds) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = to};
  long long end = now() + seconds * 1000000000LL, sent = 0, failed = 0;
  char data[18] = {0};
  puts("ready");
  fflush(stdout);
  while (now() < end) {
    if (sendto(fd, data, sizeof data, 0, (struct sockaddr *)&peer, sizeof peer) > 0) sent++;
    else failed++;
  }
  printf("%lld %lld\n", sent, failed);
}

static long long take(int fd, long long *last) {
  long long count = 0;
  while (recv(fd, last, sizeof *last, MSG_DONTWAIT) == sizeof *last) count++;
  return count;
}

static void flow(const char *space, uint32_t to, int rate) {
  struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = to};
  struct pollfd input = {.fd = 0, .events = POLLIN};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), far = open(space, O_RDONLY | O_CLOEXEC), room = 1 << 24;
  if (far < 0 || setns(far, CLONE_NEWNET) < 0) die(space);
  int sink = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || bind(sink, (struct sockaddr *)&peer, sizeof peer) < 0) die("sink");
  setsockopt(sink, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
  /* What waits for a dead gateway's ARP is charged to the socket that sent it. With a full buffer that
     could not send by the new way either, as what a router forwards can: it has no socket. */
  setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
  prctl(PR_SET_TIMERSLACK, 1L);
  puts("ready");
  fflush(stdout);
  long long start = now(), sent = 0, came = 0, last = 0;
  while (poll(&input, 1, 0) == 0) {
    for (; sent * 1000000000LL / rate <= now() - start; sent++)
      sendto(fd, &sent, sizeof sent, MSG_DONTWAIT, (struct sockaddr *)&peer, sizeof peer); /* refused is lost */
    came += take(sink, &last);
    long long next = start + sent * 1000000000LL / rate;
    struct timespec wake = {next / 1000000000LL, next % 1000000000LL};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wake, NULL);
  }
  usleep(20000); /* what is under way */
  came += take(sink, &last);
  printf("%lld %lld %lld\n", sent, came, sent - 1 - last);
}

/* What a cache line costs that nobody read for a while, where the next one is known by it alone: as
   with code and objects. Each line holds the place of the next, which is anywhere. */
static void rested(size_t lines, int millis) {
  struct line {
    struct line *next;
    char rest[56];
  } *all = aligned_alloc(64, lines * sizeof *all), *at = all;
  size_t *order = malloc(lines * sizeof *order);
  if (!all || !order) die("malloc");
  for (size_t i = 0; i < lines; i++) order[i] = i;
  for (size_t i = lines - 1; i > 0; i--) {
    size_t j = rand() % (i + 1), k = order[i];
    order[i] = order[j];
    order[j] = k;
  }
  for (size_t i = 0; i < lines; i++) all[order[i]].next = &all[order[(i + 1) % lines]];
  for (size_t i = 0; i < 3 * lines; i++) at = at->next;
  if (millis) usleep(millis * 1000);
  long long start = now();
  for (size_t i = 0; i < lines; i++) at = at->next;
  long long took = now() - start;
  printf("%lld\n", at ? took : 0);
}

static void serve(int port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 4096) < 0) die("listen");
  puts("ready");
  fflush(stdout);
  for (;;) {
    int accepted = accept(fd, NULL, NULL);
    if (accepted < 0) die("accept");
    if (recv(accepted, in, 1, 0) > 0) fputs("a probe sends nothing\n", stderr); /* its end comes first */
    close(accepted);
  }
}

static uint32_t address(const char *text) {
  struct in_addr parsed;
  if (inet_pton(AF_INET, text, &parsed) != 1) {
    fprintf(stderr, "not an IPv4 address: %s\n", text);
    exit(2);
  }
  return parsed.s_addr;
}

int main(int count, char **word) {
  const char *task = count > 1 ? word[1] : "";
  if (!strcmp(task, "install") && count == 6) protocol = atoi(word[--count]);
  if (!strcmp(task, "install") && count == 5)
    install(NLM_F_CREATE | NLM_F_EXCL, atoi(word[2]), if_nametoindex(word[3]), address(word[4]), 0, 0);
  else if (!strcmp(task, "through") && count == 4)
    install(NLM_F_CREATE | NLM_F_EXCL, atoi(word[2]), 0, 0, atoi(word[3]), 0);
  else if (!strcmp(task, "replace") && count == 5)
    install(NLM_F_CREATE | NLM_F_REPLACE, atoi(word[2]), if_nametoindex(word[3]), address(word[4]), 0, 0);
  else if (!strcmp(task, "guarded") && count == 5)
    install(NLM_F_CREATE | NLM_F_REPLACE, atoi(word[2]), if_nametoindex(word[3]), address(word[4]), 0, open_socket(RTNLGRP_IPV4_ROUTE));
  else if (!strcmp(task, "object") && count == 5)
    object(atoi(word[2]), if_nametoindex(word[3]), address(word[4]));
  else if (!strcmp(task, "dump") && count == 2)
    dump(0);
  else if (!strcmp(task, "keep") && count == 2)
    dump(1);
  else if (!strcmp(task, "carrier") && count == 5)
    carrier(word[2], if_nametoindex(word[3]), address(word[4]));
  else if (!strcmp(task, "handed") && count == 5)
    handed(word[2], if_nametoindex(word[3]), address(word[4]));
  else if (!strcmp(task, "serve") && count == 3)
    serve(atoi(word[2]));
  else if (!strcmp(task, "cut") && count == 4)
    cut(word[2], word[3]);
  else if (!strcmp(task, "first") && count == 2)
    first();
  else if (!strcmp(task, "arrive") && count == 3)
    arrive(atoi(word[2]));
  else if (!strcmp(task, "rested") && count == 4)
    rested(atoi(word[2]), atoi(word[3]));
  else if (!strcmp(task, "blast") && count == 4)
    blast(address(word[2]), atoi(word[3]));
  else if (!strcmp(task, "flow") && count == 5)
    flow(word[2], address(word[3]), atoi(word[4]));
  else if (!strcmp(task, "connect") && count == 4)
    connect_all(atoi(word[2]), atoi(word[3]));
  else if (!strcmp(task, "pinned") && count == 4)
    pinned(atoi(word[2]), atoi(word[3]));
  else if (!strcmp(task, "batched") && count == 3)
    batched(atoi(word[2]));
  else if (!strcmp(task, "paced") && count == 4)
    paced(atoi(word[2]), atoi(word[3]));
  else {
    fprintf(stderr, "usage: see the head of limit.c\n");
    return 2;
  }
  return 0;
}
