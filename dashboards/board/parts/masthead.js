// The head of every view: where one can go, whether the figures are live, light or dark.
const THEME = "affluent-theme";
const systemIsDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

export default {
  props: { views: Array, state: Object },
  data: () => ({ connected: true, dark: (document.documentElement.dataset.theme || (systemIsDark() ? "dark" : "light")) === "dark" }),
  computed: {
    shown() {
      return this.connected ? this.state : { kind: "lost", text: "Connection lost: these figures stand still. Trying to reconnect." };
    },
  },
  methods: {
    turn() {
      this.dark = !this.dark;
      document.documentElement.dataset.theme = this.dark ? "dark" : "light";
      localStorage.setItem(THEME, document.documentElement.dataset.theme);
    },
    listen() {
      if (!window.socket) return setTimeout(this.listen, 50);
      window.socket.on("connect", () => (this.connected = true));
      window.socket.on("disconnect", () => (this.connected = false));
    },
  },
  mounted() {
    this.listen();
  },
  template: `
    <header class="masthead">
      <a class="skip" href="#content">Skip to the content</a>
      <div class="masthead-inner">
        <a class="wordmark" href="/">affluent</a>
        <nav aria-label="Views">
          <a v-for="view in views" :key="view.href" :href="view.href" :aria-current="view.current ? 'page' : null">{{ view.text }}</a>
        </nav>
        <p class="state" :class="'is-' + shown.kind" role="status"><span class="dot" aria-hidden="true"></span>{{ shown.text }}</p>
        <p class="at" v-if="connected && state.at">as of {{ state.at }}</p>
        <button type="button" class="quiet" @click="turn">{{ dark ? "Switch to light" : "Switch to dark" }}</button>
      </div>
    </header>`,
};
