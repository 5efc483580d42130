// A form for a tracked link and a promo code; every mistake stands at its field, and the first one is focused.
const FIELDS = ["campaign", "creator", "destination", "slug", "code", "shop"];

export default {
  props: { campaigns: Array, creators: Array, mistakes: Object, made: Object, busy: Boolean, prefix: String },
  emits: ["campaign", "make"],
  data: () => ({ campaign: "", creator: "", destination: "", slug: "", code: "", shop: "", copied: false }),
  computed: {
    chosen() {
      return this.campaigns.find((one) => one.value === this.campaign) || { hosts: "", shops: [] };
    },
  },
  watch: {
    campaign(value) {
      this.creator = "";
      this.shop = this.chosen.shops[0] || "";
      this.$emit("campaign", value);
    },
    mistakes(mistakes) {
      const first = FIELDS.find((name) => mistakes[name]);
      if (first) this.$nextTick(() => document.getElementById("new-" + first)?.focus());
    },
    made(made) {
      this.copied = false;
      if (made) this.$nextTick(() => this.$refs.made?.focus());
    },
  },
  methods: {
    make() {
      const { creator: collaboration, destination, slug, code, shop } = this;
      this.$emit("make", { collaboration, destination, slug, code, shop: code ? shop : "" });
    },
    async copy() {
      this.$refs.link.select();
      try {
        await navigator.clipboard.writeText(this.made.link);
      } catch {
        document.execCommand("copy");
      }
      this.copied = true;
    },
    marks(name) {
      return { "aria-invalid": this.mistakes[name] ? "true" : null, "aria-describedby": this.mistakes[name] ? "wrong-" + name : null };
    },
  },
  template: `
    <section class="panel" aria-labelledby="new-title">
      <h2 id="new-title">New link and code</h2>
      <form class="form" novalidate @submit.prevent="make">
        <div class="field"><label for="new-campaign">Campaign</label>
          <select id="new-campaign" v-model="campaign" required><option value="" disabled>Choose a campaign</option>
            <option v-for="one in campaigns" :key="one.value" :value="one.value">{{ one.text }}</option></select></div>
        <div class="field"><label for="new-creator">Creator</label>
          <select id="new-creator" v-model="creator" v-bind="marks('creator')" required :disabled="!campaign"><option value="" disabled>Choose a creator</option>
            <option v-for="one in creators" :key="one.value" :value="one.value">{{ one.text }}</option></select>
          <p v-if="mistakes.creator" id="wrong-creator" class="wrong">{{ mistakes.creator }}</p></div>
        <div class="field broad"><label for="new-destination">Leads to</label>
          <input id="new-destination" v-model.trim="destination" v-bind="marks('destination')" type="url" inputmode="url" required placeholder="https://" autocomplete="off">
          <p v-if="chosen.hosts" class="note">Links of this brand may lead to {{ chosen.hosts }}</p>
          <p v-if="mistakes.destination" id="wrong-destination" class="wrong">{{ mistakes.destination }}</p></div>
        <div class="field"><label for="new-slug">Slug, after {{ prefix }}</label>
          <input id="new-slug" v-model.trim="slug" v-bind="marks('slug')" required maxlength="64" autocomplete="off" spellcheck="false" autocapitalize="off">
          <p v-if="mistakes.slug" id="wrong-slug" class="wrong">{{ mistakes.slug }}</p></div>
        <div class="field"><label for="new-code">Promo code (optional)</label>
          <input id="new-code" v-model.trim="code" v-bind="marks('code')" maxlength="64" autocomplete="off" spellcheck="false">
          <p v-if="mistakes.code" id="wrong-code" class="wrong">{{ mistakes.code }}</p></div>
        <div v-if="code" class="field"><label for="new-shop">Redeemed in the shop</label>
          <select id="new-shop" v-model="shop" v-bind="marks('shop')"><option v-for="one in chosen.shops" :key="one" :value="one">{{ one }}</option></select>
          <p v-if="mistakes.shop" id="wrong-shop" class="wrong">{{ mistakes.shop }}</p></div>
        <div class="field broad"><p v-if="mistakes.form" class="wrong" role="alert">{{ mistakes.form }}</p>
          <button class="main" type="submit" :disabled="busy">{{ busy && campaign ? "Making it…" : "Make link and code" }}</button></div>
      </form>
      <div v-if="made" ref="made" class="made" tabindex="-1" role="status">
        <img :src="'/links/' + made.slug + '/qr.svg'" width="168" height="168" :alt="'QR code of ' + made.link">
        <div>
          <h3>It is made</h3>
          <div class="field"><label for="made-link">Tracked link</label>
            <div class="copy"><input id="made-link" ref="link" :value="made.link" readonly><button type="button" @click="copy">{{ copied ? "Copied" : "Copy" }}</button></div></div>
          <p v-if="made.code">Promo code <strong class="code">{{ made.code }}</strong></p>
          <p class="downloads"><a class="button" :href="'/links/' + made.slug + '/qr.svg'" :download="made.slug + '.svg'">QR code as SVG</a>
            <a class="button" :href="'/links/' + made.slug + '/qr.png'" :download="made.slug + '.png'">QR code as PNG</a></p>
        </div>
      </div>
    </section>`,
};
