// What is looked at. Choices are told to the server, which knows the address they make; links marked data-look are such choices too.
export default {
  props: { fields: Array, busy: Boolean },
  emits: ["choose", "look", "seek"],
  data: () => ({ typed: {} }), // what is being typed outlives the lists that arrive meanwhile
  watch: {
    fields(now, before) {
      for (const field of now) if (before.find((one) => one.name === field.name)?.value !== field.value) delete this.typed[field.name];
    },
  },
  methods: {
    look(event) {
      const link = event.target.closest?.("a[data-look]");
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      history.pushState(null, "", link.getAttribute("href"));
      this.$emit("look", location.search);
    },
    back() {
      this.$emit("look", location.search);
    },
    seek(field, text) {
      this.typed[field.name] = text;
      clearTimeout(this.waiting);
      if (!text || field.options.includes(text)) return this.$emit("choose", { name: field.name, value: text }); // picked from the list
      this.waiting = setTimeout(() => this.$emit("seek", { name: field.name, text }), 150);
    },
  },
  mounted() {
    document.addEventListener("click", this.look);
    window.addEventListener("popstate", this.back);
  },
  unmounted() {
    document.removeEventListener("click", this.look);
    window.removeEventListener("popstate", this.back);
  },
  template: `
    <form class="filters" aria-label="Filters" @submit.prevent>
      <div v-for="field in fields" :key="field.name" class="field">
        <label :for="'filter-' + field.name">{{ field.label }}</label>
        <select v-if="field.options && !field.seeks" :id="'filter-' + field.name" :name="field.name" :value="field.value"
          @change="$emit('choose', { name: field.name, value: $event.target.value })">
          <option v-for="option in field.options" :key="option.value" :value="option.value">{{ option.text }}</option>
        </select>
        <template v-else-if="field.seeks">
          <input :id="'filter-' + field.name" :name="field.name" :value="typed[field.name] ?? field.value" :placeholder="field.placeholder" autocomplete="off"
            type="search" :list="'listed-' + field.name" @input="seek(field, $event.target.value)"
            @change="$emit('choose', { name: field.name, value: $event.target.value })">
          <datalist :id="'listed-' + field.name"><option v-for="option in field.options" :key="option" :value="option"></option></datalist>
        </template>
        <input v-else :id="'filter-' + field.name" :name="field.name" type="date" :value="field.value"
          @change="$emit('choose', { name: field.name, value: $event.target.value })">
      </div>
      <a v-if="busy" class="reset" href="/" data-look>Show everything</a>
    </form>`,
};
