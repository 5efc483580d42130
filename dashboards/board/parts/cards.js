// The headline: each figure with its unit, and a note that says what it is made of or why it is unknown.
export default {
  props: { cards: Array, loading: Boolean },
  template: `
    <ul class="cards" :aria-busy="loading">
      <li v-for="card in cards" :key="card.key" class="card">
        <h2>{{ card.label }}<span v-if="card.of" class="unit">{{ card.of }}</span></h2>
        <p class="figure" :data-figure="card.key" :data-raw="card.raw"><span v-if="loading" class="skeleton" aria-hidden="true"></span>
          <template v-else>{{ card.value }}<span v-if="card.unit" class="unit">{{ card.unit }}</span></template></p>
        <p class="note">{{ card.note }}</p>
        <template v-if="card.target">
          <div class="meter" :class="{ reached: card.target.reached }" aria-hidden="true"><i :style="{ width: card.target.width + '%' }"></i></div>
          <p class="note">{{ card.target.text }}</p>
        </template>
      </li>
    </ul>`,
};
